/**
 * The types of the event loop, futures and tasks, for modules below those that define them.
 *
 * The three name one another in their public signatures: `future.getLoop().createTask(coroutine).getLoop()`. The
 * modules that define them are layers all the same: a task is a future, and a loop makes tasks. Each of these modules
 * declares here that its class has the interface of that name, so that lower layers can name the type without
 * importing the module.
 */

// biome-ignore-start lint/suspicious/noEmptyInterface: the modules of the classes merge their declarations with these.
// biome-ignore-start lint/correctness/noUnusedVariables: the same.
/** Declared in `base-events.ts`. */
export interface EventLoop {}
/** Declared in `futures.ts`. */
export interface Future<T> {}
/** Declared in `tasks.ts`. */
export interface Task<T> {}
// biome-ignore-end lint/correctness/noUnusedVariables: the same.
// biome-ignore-end lint/suspicious/noEmptyInterface: the modules of the classes merge their declarations with these.
