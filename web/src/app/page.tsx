import { Logo } from '../ui';

export default function HomePage() {
  return (
    <main className="grid min-h-dvh place-items-center">
      <p className="flex items-center gap-2 font-semibold">
        <Logo /> Muster
      </p>
    </main>
  );
}
