/** What a newcomer reads before the first sign-in. */
export function Welcome() {
  return (
    <section class="welcome" aria-labelledby="welcome">
      <h2 id="welcome">The key to your own pod</h2>
      <p>
        Sign in once, and the private pages of your pods open like any other page. Sites reach your pods only
        as far as you allow, and never see your password.
      </p>
    </section>
  );
}
