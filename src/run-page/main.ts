/** The script of a page of a run: it leads through the grids of samples, one after another, and plays them. */

const GRIDS_PER_SECOND = 4;

function start(): void {
  const film = document.getElementById('film');
  const slider = film?.querySelector('input');
  const button = film?.querySelector('button');
  const place = film?.querySelector('output');
  const grids = [...(film?.querySelectorAll('img') ?? [])];
  if (!film || !slider || !button || !place || grids.length === 0) return;
  let timer = 0;

  const show = (index: number): void => {
    for (const [i, grid] of grids.entries()) grid.hidden = i !== index;
    slider.value = String(index);
    const says = grids[index]?.alt ?? '';
    slider.setAttribute('aria-valuetext', says);
    place.textContent = says;
  };
  const stop = (): void => {
    clearInterval(timer);
    timer = 0;
    button.textContent = button.dataset.play ?? '';
  };
  const play = (): void => {
    const last = grids.length - 1;
    if (Number(slider.value) >= last) show(0);
    button.textContent = button.dataset.stop ?? '';
    timer = window.setInterval(() => {
      const next = Number(slider.value) + 1;
      show(next);
      if (next >= last) stop();
    }, 1000 / GRIDS_PER_SECOND);
  };
  slider.addEventListener('input', () => {
    stop();
    show(Number(slider.value));
  });
  button.addEventListener('click', () => (timer === 0 ? play() : stop()));
  film.classList.add('lively');
  show(grids.length - 1);
}

start();
