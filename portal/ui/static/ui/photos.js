// The last photo of a view, laid over the camera while the next one is taken. It only
// fills the file field; without it, or where the camera stays shut, that field is all.
(() => {
  if (!navigator.mediaDevices?.getUserMedia) return;
  const WANTED = { video: { facingMode: "environment", width: { ideal: 2560 } } };
  let stream = null;

  const close = () => {
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = null;
    for (const part of document.querySelectorAll("[data-stage], [data-acts]")) part.hidden = true;
  };

  const open = async (camera) => {
    close();
    const said = camera.querySelector("[data-said]");
    said.textContent = "";
    camera.querySelector("canvas")?.remove();
    try {
      stream = await navigator.mediaDevices.getUserMedia(WANTED);
    } catch {
      said.textContent = said.dataset.refused;
      return;
    }
    const stage = camera.querySelector("[data-stage]");
    const video = stage.querySelector("video");
    if (!stage.querySelector("img")) {
      const ghost = new Image();
      ghost.src = camera.dataset.ghost;
      ghost.alt = "";
      ghost.className = "camera__ghost";
      stage.append(ghost);
    }
    video.srcObject = stream;
    for (const part of camera.querySelectorAll("[data-stage], [data-acts]")) part.hidden = false;
    await video.play();
  };

  const take = (camera) => {
    const video = camera.querySelector("video");
    const canvas = document.createElement("canvas");
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    canvas.getContext("2d").drawImage(video, 0, 0);
    canvas.toBlob((blob) => {
      if (!blob) return;
      const files = new DataTransfer();
      files.items.add(new File([blob], "camera.jpg", { type: "image/jpeg" }));
      camera.closest("section").querySelector("input[type=file]").files = files.files;
      const said = camera.querySelector("[data-said]");
      said.textContent = said.dataset.taken;
      camera.append(canvas);
      close();
    }, "image/jpeg", 0.92);
  };

  const offer = () => {
    for (const camera of document.querySelectorAll("[data-camera]")) camera.hidden = false;
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-camera] button");
    if (!button) return;
    const camera = button.closest("[data-camera]");
    if ("open" in button.dataset) open(camera);
    else if ("take" in button.dataset) take(camera);
    else close();
  });
  addEventListener("pagehide", close);
  offer();
  // A sent form brings a new main.
  new MutationObserver(() => {
    if (stream && !document.querySelector("[data-stage]:not([hidden])")) close();
    offer();
  }).observe(document.body, { childList: true });
})();
