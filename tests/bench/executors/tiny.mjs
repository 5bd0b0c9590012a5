// What piscina's and tinypool's workers execute.
export default function tiny(n) {
  return n + 1;
}
