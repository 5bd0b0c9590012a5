/** For commands that print through `console`: they end silently when the reader closes their output, as `head` does. */
export function endQuietlyWithoutReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(141);
    console.error(`cannot write to stdout: ${error.message}`);
    process.exit(1);
  });
}
