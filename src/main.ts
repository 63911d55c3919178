import { runProgram } from './program.js';

await runProgram(async (environment) => (await import('./app.module.js')).AppModule.with(environment));
