import { runReadmeExample } from '../../../tools/readme-example.ts';

runReadmeExample(import.meta.dirname);
