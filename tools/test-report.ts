import { JsonReporter } from 'vitest/node';

type TestModules = Parameters<JsonReporter['onTestRunEnd']>[0];

/** vitest's report in JSON, which is a success only where no error happened outside of the tests. */
export class TestReport extends JsonReporter {
  #errors = 0;

  override async onTestRunEnd(modules: TestModules, errors: readonly unknown[] = []): Promise<void> {
    this.#errors = errors.length;
    await super.onTestRunEnd(modules);
  }

  override async writeReport(report: string): Promise<void> {
    const text = this.#errors === 0 ? report : JSON.stringify({ ...JSON.parse(report), success: false });
    await super.writeReport(text);
  }
}
