import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { call, projectPath } from '../api.ts';
import styles from '../dashboard.module.css';
import { Failure, Time } from '../parts.tsx';
import { shortAddress, solText } from '../format.ts';
import type { List, Submission } from '../types.ts';
import { useLoad } from '../use-load.ts';

/** What wallets have submitted, the newest first. */
export function SubmissionsScreen({ project }: { project: string }) {
  const path = projectPath(project, '/submissions');
  const newest = useLoad<List<Submission>>(path, 10_000);
  const [older, setOlder] = useState<List<Submission>>();
  const [error, setError] = useState<Error>();
  const failure = error ?? newest.error;
  const next = older ? older.next : newest.data?.next;
  const seen = new Set(newest.data?.items.map(({ signature }) => signature));
  const rest = older?.items.filter(({ signature }) => !seen.has(signature)) ?? [];
  const submissions = [...(newest.data?.items ?? []), ...rest];
  const readOlder = async () => {
    try {
      const page = await call<List<Submission>>('GET', `${path}?after=${next}`);
      setOlder({ items: [...(older?.items ?? []), ...page.items], next: page.next });
      setError(undefined);
    } catch (caught) {
      setError(caught as Error);
    }
  };
  return (
    <>
      <div className={styles.head}>
        <h1>Submissions</h1>
      </div>
      {failure && <Failure error={failure} onRetry={() => void newest.reload()} />}
      {newest.data && submissions.length === 0 && <p>Nothing was submitted yet.</p>}
      {submissions.length > 0 && <SubmissionTable submissions={submissions} />}
      {next && <Button onClick={() => void readOlder()}>Show older ones</Button>}
    </>
  );
}

function SubmissionTable({ submissions }: { submissions: Submission[] }) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">Wallet</th>
          <th scope="col">Status</th>
          <th scope="col">Items</th>
          <th scope="col">Back, SOL</th>
          <th scope="col">Signature</th>
        </tr>
      </thead>
      <tbody>
        {submissions.map((submission) => (
          <tr key={submission.signature}>
            <td>
              <Time time={submission.recordedAt} />
            </td>
            <td className={styles.mono} title={submission.wallet}>
              {shortAddress(submission.wallet)}
            </td>
            <td>{submission.status}</td>
            <td>{submission.includes.length}</td>
            <td>{solText(submission.netRebate)}</td>
            <td className={styles.mono} title={submission.signature}>
              {shortAddress(submission.signature)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
