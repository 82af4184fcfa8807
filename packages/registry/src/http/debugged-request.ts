import { debugLog, maskForm, maskHeaders, maskText, maskUrl } from '@bootwright/core';
import type { HttpRequest, HttpResponse } from './http-exchange.ts';

/** Sends a request and writes it, and its response or error, to the debug log: no body, and no credential. */
export async function debuggedRequest(
  request: HttpRequest,
  send: (request: HttpRequest) => Promise<HttpResponse>,
): Promise<HttpResponse> {
  const { url, headers = {}, form } = request;
  const name = () => `${form === undefined ? 'GET' : 'POST'} ${maskUrl(url.href)}`;
  debugLog('registry', () => `${name()} [${maskHeaders(headers)}]${form === undefined ? '' : ` ${maskForm(form)}`}`);
  const begun = performance.now();
  const milliseconds = () => `${Math.round(performance.now() - begun)} ms`;
  try {
    const response = await send(request);
    debugLog(
      'registry',
      () => `${name()} → ${response.status} after ${milliseconds()} [${maskHeaders(response.headers)}]`,
    );
    return response;
  } catch (error) {
    debugLog('registry', () => `${name()} failed after ${milliseconds()}: ${maskText(String(error))}`);
    throw error;
  }
}
