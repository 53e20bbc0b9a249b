import { family } from '../vocabulary/index.ts';
import { chartRows } from './chartRows.ts';
import { upstreamRows } from './upstreamRows.ts';

export default family('What else TLS allows for: every two circumstances together', [
  ...upstreamRows,
  ...chartRows,
]);
