import { JsonReporter } from 'vitest/node';

/** vitest's report in JSON, which is a success only where no error happened outside of the tests. */
export class TestReport extends JsonReporter {
  #errors = 0;

  override async onTestRunEnd(...[modules, errors = []]: Parameters<ReporterEnd>): Promise<void> {
    this.#errors = errors.length;
    await super.onTestRunEnd(modules);
  }

  override async writeReport(report: string): Promise<void> {
    const text = this.#errors === 0 ? report : JSON.stringify({ ...JSON.parse(report), success: false });
    await super.writeReport(text);
  }
}

type ReporterEnd = (
  modules: Parameters<JsonReporter['onTestRunEnd']>[0],
  unhandledErrors?: readonly unknown[],
) => unknown;
