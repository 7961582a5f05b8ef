// One style for TypeScript and JavaScript; the rest is what Prettier does by itself.
/** @type {import('prettier').Config} */
export default {
  printWidth: 100,
  singleQuote: true,
};
