const everySeconds = 10;

/** Says from time to time how long something has been taking, while it does. */
export async function patiently<T>(work: Promise<T>, say: (text: string) => void): Promise<T> {
  let seconds = 0;
  const timer = setInterval(() => {
    seconds += everySeconds;
    say(`the platform has been at it for ${seconds} s; creating an instance can take 30`);
  }, everySeconds * 1000);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}
