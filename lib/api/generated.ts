/** First line of what is generated from the API document. */
export const GENERATED = '// Written by `npm run generate` from api/openapi.yaml. Do not edit.';
