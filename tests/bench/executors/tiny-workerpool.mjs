// What workerpool's workers execute.
import workerpool from 'workerpool';

workerpool.worker({ tiny: (n) => n + 1 });
