/** What this site says around its cells. */
import type { NotebookSite } from '../notebook/astro/site.ts';
import type {} from './claims-in-cells.ts';

const site: NotebookSite = {
  badge: ({ claim, verdict }) =>
    claim === undefined
      ? null
      : { address: `claims/#claim-${claim}`, text: `claim ${claim}: `, verdict: `${verdict}`, id: claim },
  compared: 'from-python-to-typescript/#what-is-compared',
  embeds: 'embed/',
  twins: 'download/',
  playground: 'playground/',
  runs: (file) => `\`npm run --silent cell -- ${file}\` runs it in a checkout of this project.`,
};

export default site;
