// Builds every style sheet and script into ../dist, each with gzip and Brotli copies beside it.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";

import * as esbuild from "esbuild";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "..", "dist");
const STYLES = ["public", "young", "staff"];
// The public use whatever phone they have; htmx, which only staff get, needs newer syntax.
const BUNDLES = { public: "es2020", staff: "es2022" };

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });

for (const name of STYLES) {
  const { css } = sass.compile(join(here, "scss", `${name}.scss`), {
    loadPaths: [here, join(here, "node_modules")],
    quietDeps: true,
    style: "compressed",
  });
  writeFileSync(join(dist, `${name}.css`), css);
}

for (const [name, target] of Object.entries(BUNDLES)) {
  await esbuild.build({
    absWorkingDir: here,
    bundle: true,
    entryPoints: [join("js", `${name}.js`)],
    format: "esm",
    legalComments: "linked",
    minify: true,
    outdir: dist,
    target,
  });
}

for (const path of ["js/js-enabled.js", "drawings/icon.svg"]) {
  copyFileSync(join(here, path), join(dist, basename(path)));
}

for (const name of readdirSync(dist)) {
  const whole = readFileSync(join(dist, name));
  writeFileSync(join(dist, `${name}.gz`), gzipSync(whole, { level: 9 }));
  writeFileSync(join(dist, `${name}.br`), brotliCompressSync(whole));
}
