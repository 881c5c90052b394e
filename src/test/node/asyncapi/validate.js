// node validate.js <document>: one line for each of the parser's findings; exit code 1 when one of them is an error.
import { readFile } from 'node:fs/promises';
import { Parser, DiagnosticSeverity } from '@asyncapi/parser';

const source = process.argv[2];
const { document, diagnostics } = await new Parser().parse(await readFile(source, 'utf8'), { source });
for (const { severity, path, message } of diagnostics) {
  console.log(`${DiagnosticSeverity[severity]} /${path.join('/')}: ${message}`);
}
if (document === undefined || diagnostics.some(({ severity }) => severity === DiagnosticSeverity.Error)) {
  process.exitCode = 1;
} else {
  console.log(`Valid AsyncAPI ${document.version()}, channels: ${document.channels().all().length}`);
}
