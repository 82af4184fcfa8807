import type { Readable, Writable } from 'node:stream';

/** What an editor shows at a place of a text. */
export interface Diagnostic {
  /** Counted from 0. */
  readonly line: number;
  readonly message: string;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly result?: unknown;
}

/** Standard input and output of a server. */
interface Connection {
  readonly stdin: Writable;
  readonly stdout: Readable;
}

/** A language server that was started, with what an editor asks it. */
export class LanguageServer {
  readonly #connection: Connection;
  readonly #waiting = new Map<string, (value: unknown) => void>();
  readonly #settings: unknown;
  #received = Buffer.alloc(0);
  #next = 1;

  private constructor(connection: Connection, settings: unknown) {
    this.#settings = settings;
    this.#connection = connection;
    connection.stdout.on('data', (bytes: Buffer) => this.#receive(bytes));
  }

  /** Introduces an editor to a server. `settings` answer every question of the server about the configuration. */
  static async connect(connection: Connection, settings: unknown): Promise<LanguageServer> {
    const server = new LanguageServer(connection, settings);
    const capabilities = { workspace: { configuration: true }, textDocument: { publishDiagnostics: {} } };
    await server.#ask('initialize', { processId: process.pid, rootUri: null, capabilities });
    server.#send({ method: 'initialized', params: {} });
    return server;
  }

  /** Opens a document, and gives what is wrong with it. */
  async diagnostics(uri: string, text: string, languageId: string): Promise<readonly Diagnostic[]> {
    const published = this.#answer(uri);
    this.#send({ method: 'textDocument/didOpen', params: { textDocument: { uri, languageId, version: 1, text } } });
    const { diagnostics } = Object(await published);
    return diagnostics.map(({ range, message }: { range: { start: { line: number } }; message: string }) => ({
      line: range.start.line,
      message,
    }));
  }

  /** Labels of what an editor offers at a place, both counted from 0, of a document that is open. */
  async completions(uri: string, line: number, character: number): Promise<readonly string[]> {
    const result = await this.#ask('textDocument/completion', { textDocument: { uri }, position: { line, character } });
    const items = Array.isArray(result) ? result : Object(result).items;
    return items.map(({ label }: { label: string }) => label);
  }

  #ask(method: string, params: unknown): Promise<unknown> {
    const id = this.#next++;
    const answer = this.#answer(String(id));
    this.#send({ id, method, params });
    return answer;
  }

  #answer(key: string): Promise<unknown> {
    return new Promise((resolve) => this.#waiting.set(key, resolve));
  }

  #send(message: object): void {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.#connection.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  #receive(bytes: Buffer): void {
    this.#received = Buffer.concat([this.#received, bytes]);
    for (;;) {
      const end = this.#received.indexOf('\r\n\r\n');
      const [, length] = /Content-Length: (\d+)/i.exec(this.#received.toString('latin1', 0, Math.max(end, 0))) ?? [];
      const start = end + 4;
      if (length === undefined || this.#received.length < start + Number(length)) return;
      const text = this.#received.toString('utf8', start, start + Number(length));
      this.#received = this.#received.subarray(start + Number(length));
      this.#handle(JSON.parse(text));
    }
  }

  #handle({ id, method, params, result }: Message): void {
    if (method === 'textDocument/publishDiagnostics') this.#resolve(String(params?.uri), params);
    else if (method === undefined) this.#resolve(String(id), result);
    else if (id !== undefined) {
      const { items } = Object(params);
      this.#send({ id, result: Array.isArray(items) ? items.map(() => this.#settings) : null });
    }
  }

  #resolve(key: string, value: unknown): void {
    this.#waiting.get(key)?.(value);
    this.#waiting.delete(key);
  }
}
