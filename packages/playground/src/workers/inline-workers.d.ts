/** Vite puts the text of such a worker into the page, which starts it from a blob. */
declare module '*?worker&inline' {
  const WorkerConstructor: new () => Worker;
  export default WorkerConstructor;
}
