/** For commands that print through `console`: a reader of the output who has seen enough ends them without a word. */
export function endQuietlyWithoutReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(141);
    console.error(`cannot write to stdout: ${error.message}`);
    process.exit(1);
  });
}
