import { startReadAloud } from "./read-aloud.js";
import { startRecorder } from "./recorder.js";
import { start } from "./start.js";

start();
startReadAloud();
startRecorder();
