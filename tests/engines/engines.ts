/** The engines that the tests run in, and why one of them is not among them. */
import { describe, it } from 'node:test';
import { findBrowser, findFirefox, findWebKit } from '../browser/find-browser.ts';
import { launchChromium } from './chromium.ts';
import type { Engine, EngineName, LaunchOptions } from './engine.ts';
import { launchFirefox } from './firefox.ts';
import { launchWebKit } from './webkit.ts';

interface EngineToTest {
  readonly name: EngineName;
  /** Why it cannot be tested here; null if it can. */
  readonly missing: string | null;
  launch(options?: LaunchOptions): Promise<Engine>;
}

const ALL: Readonly<Record<EngineName, { find(): unknown; launch(options?: LaunchOptions): Promise<Engine> }>> = {
  chromium: { find: findBrowser, launch: launchChromium },
  firefox: { find: findFirefox, launch: launchFirefox },
  webkit: { find: findWebKit, launch: launchWebKit },
};

/**
 * All three, each installed first where that is possible. The ENGINES environment variable (`chromium,webkit`) chooses
 * some, which then have to be there, as Chromium always has.
 *
 * @throws {Error} if one that has to be there is not to be had
 */
function enginesToTest(): EngineToTest[] {
  const names = Object.keys(ALL) as EngineName[];
  const chosen = process.env['ENGINES']?.split(',');
  const unknown = chosen?.find((name) => !names.includes(name as EngineName));
  if (unknown !== undefined) throw new Error(`ENGINES names ${unknown}; there are ${names.join(', ')}`);
  return names
    .filter((name) => chosen === undefined || chosen.includes(name))
    .map((name) => {
      const { find, launch } = ALL[name];
      let missing: string | null = null;
      try {
        find();
      } catch (error) {
        if (chosen !== undefined || name === 'chromium') throw error;
        missing = (error as Error).message;
      }
      return { name, missing, launch };
    });
}

/**
 * A suite for every engine, of the tests that `declare` gives it; one that is missing is skipped, with the reason.
 *
 * @param concurrency how many of what stands in it run at a time
 */
export function eachEngine(declare: (engine: EngineToTest) => void, concurrency = 1): void {
  for (const engine of enginesToTest()) {
    if (engine.missing === null) describe(engine.name, { concurrency }, () => declare(engine));
    else it(engine.name, { skip: engine.missing }, () => {});
  }
}
