/**
 * What the engine knows of the classes that a loop is busy with must outlive a
 * program: when the garbage collector finds no object of a hidden class, it
 * forgets the class, and with it all code that was compiled for it.
 */

const kept: object[] = [];

/** Keeps objects, one of each class, whose fields have held the kinds of values that they will hold. */
export function keepShapes(...objects: readonly object[]): void {
  kept.push(...objects);
}
