import { HarnessError } from '../process/errors.ts';
import { tellRetry } from '../process/retries.ts';
import { execIn, script } from './exec.ts';
import { EDGE_FILES } from './files.ts';
import { type EdgeRecord, PRINT_RECORD, readEdgeRecord, wholeRecord } from './record.ts';

/** How often a record of which lines are missing is asked for. */
const MOST_READS = 5;

/**
 * Reads what a running edge has seen up to now; any process may ask. Its lines are counted: on a very busy machine a read
 * lacked what was recorded seconds before (Docker 20.10), and what is missing would speak for Fleet.
 * @param container the name of the edge's container.
 * @throws HarnessError `edge-failed` when the container is not there to tell or lines are missing again and again,
 *   `interrupted` when the signal fired.
 */
export async function readEdge(container: string, signal?: AbortSignal): Promise<EdgeRecord> {
  const purpose = "reading the edge's record";
  const command = script(PRINT_RECORD, EDGE_FILES.record);
  for (let reads = 1; reads <= MOST_READS; reads += 1) {
    const record = wholeRecord(await execIn({ container, purpose, command, signal }));
    if (record !== undefined) return readEdgeRecord(record);
    if (reads < MOST_READS) tellRetry({ what: purpose, why: 'lines of it were missing' });
  }
  throw new HarnessError('edge-failed', {
    message: `lines of the edge's record were missing ${MOST_READS} times`,
    cure: `See whether Docker is overloaded: docker exec ${container} cat ${EDGE_FILES.record}`,
  });
}
