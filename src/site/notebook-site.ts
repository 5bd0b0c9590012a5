/** What this site says around its cells. */
import type { NotebookSite } from '../notebook/astro/site.ts';
import { pythonModule } from '../notebook/model/program.ts';
import type {} from './claims-in-cells.ts';

const site: NotebookSite = {
  languages: [
    { language: 'typescript', label: 'TypeScript' },
    { language: 'python', label: 'Python' },
  ],
  badge: ({ claim, verdict }) =>
    claim === undefined
      ? null
      : { address: `claims/#claim-${claim}`, text: `claim ${claim}: `, verdict: `${verdict}`, id: claim },
  embeds: 'embed/',
  download(page, cell) {
    const name = `${pythonModule(cell)}.py`;
    const runs = `\`python3 ${name}\` runs the Python program.`;
    return { address: `download/${page}/${name}`, name, runs };
  },
  playground: 'playground/',
  runs: (file) => `\`npm run --silent cell -- ${file}\` runs it in a checkout of this project.`,
};

export default site;
