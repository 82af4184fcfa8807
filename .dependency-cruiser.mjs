import { forbidden, options } from './tools/layers.mjs';

/** @type {import('dependency-cruiser').IConfiguration} */
export default { forbidden, options };
