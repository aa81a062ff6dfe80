import { StateMark } from '../../ui';

/** What is wrong with the whole form; keeps quiet when nothing is. */
export function FormTrouble({ message }: { message: string | undefined }) {
  return (
    <div role="alert" aria-live="assertive" className="empty:hidden">
      {message && (
        <p className="flex items-start gap-2 rounded-control border border-failed px-3 py-2 text-ink">
          <StateMark state="failed" className="mt-0.5" />
          <span className="min-w-0 break-words">{message}</span>
        </p>
      )}
    </div>
  );
}
