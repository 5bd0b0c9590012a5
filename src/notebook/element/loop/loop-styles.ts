/** The style sheet of the view: on pages that have a picture from the start it is there already. */
import address from '../styles/loop.css?url';
import { styleSheet } from '../views/live-styles.ts';

export const loopStyles = (): Promise<unknown> => styleSheet(address);
