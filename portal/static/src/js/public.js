import { startReadAloud } from "./read-aloud.js";
import { start } from "./start.js";

start();
startReadAloud();
