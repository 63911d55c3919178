import ts from 'typescript';

export interface Manifest {
  apiVersion: string;
  kind: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- depends on the kind
  [field: string]: any;
}

/** Checks a manifest against Kubernetes's description of its API, and returns unknown fields and values of a wrong type. */
export function faultsOf(manifest: Manifest): string[] {
  const { apiVersion, kind } = manifest;
  const types = apiVersion === 'v1' ? 'core/v1' : apiVersion.replace('.k8s.io', '');
  const file = 'manifest.ts';
  const text =
    `import type { ${kind} } from 'kubernetes-types/${types}';\n` +
    `export const manifest: ${kind} = ${JSON.stringify(manifest)};\n`;
  const options: ts.CompilerOptions = {
    noEmit: true,
    strict: true,
    types: [],
    lib: ['lib.es5.d.ts'],
    module: ts.ModuleKind.ES2022,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  };
  const disk = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: (name) => name === file || disk.fileExists(name),
    getSourceFile: (name, target, ...rest) =>
      name === file ? ts.createSourceFile(name, text, target) : disk.getSourceFile(name, target, ...rest),
  };
  const program = ts.createProgram([file], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}
