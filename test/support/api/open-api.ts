import type { OpenApiDocument } from '../../../lib/api/document';
import { made } from '../outside';

let read: OpenApiDocument | undefined;

/** The document that describes the API, as `readOpenApi()` of `lib/` reads it. */
export function openApi(): OpenApiDocument {
  read ??= made('openApi');
  return read;
}
