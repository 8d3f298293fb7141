"""Our icons: one path each, drawn on a 24 by 24 grid with a stroke of 2."""

PATHS = {
    "alert": "M12 3 2.5 20h19zM12 10v4M12 17.2v.1",
    "arrow": "M4 12h15M13 6l6 6-6 6",
    "calendar": "M4 6h16v14H4zM4 10h16M8 3v5M16 3v5",
    "chart": "M4 4v16h16M7 15c3-9 6 0 12-9",
    "check": "M4.5 12.5 10 18 20 6.5",
    "clock": "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18M12 7v5l3.5 2",
    "cross": "M6 6l12 12M18 6 6 18",
    "document": "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
    "eye": "M2.5 12C6 6.5 18 6.5 21.5 12 18 17.5 6 17.5 2.5 12M12 9.5a2.5 2.5 0 1 1 0 5"
    " 2.5 2.5 0 0 1 0-5",
    "feed": "M5 5a14 14 0 0 1 14 14M5 11a8 8 0 0 1 8 8M6.2 17.8h.1",
    "house": "M3.5 11.5 12 4l8.5 7.5M6 10v10h12V10M10 20v-6h4v6",
    "info": "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18M12 11v6M12 7.3v.1",
    "key": "M8 10.5a4.5 4.5 0 1 1 0 7 4.5 4.5 0 0 1 0-7M13.5 12 20 5.5M17 8.5l2.5 2.5",
    "language": "M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18M3 12h18M12 3c-5 5-5 13 0 18"
    "M12 3c5 5 5 13 0 18",
    "lock": "M6 11h12v9H6zM8.5 11V7.5a3.5 3.5 0 0 1 7 0V11",
    "mail": "M3 6h18v12H3zM3 7l9 7 9-7",
    "person": "M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8M4.5 21c1-8 14-8 15 0",
    "phone": "M6 3h3.5l1.5 5-2.5 1.5a12 12 0 0 0 6 6L16 13l5 1.5V18c0 2-1 3-3 3"
    "C10 20.5 3.5 14 3 6c0-2 1-3 3-3",
    "print": "M7 8V3h10v5M7 17H4V8h16v9h-3M7 14h10v7H7z",
    "search": "M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13M15.5 15.5 21 21",
    "shield": "M12 3 5 6v6c0 4.5 3 7.5 7 9 4-1.5 7-4.5 7-9V6z",
}
STATUS = {
    "good": "check",
    "warn": "clock",
    "bad": "alert",
    "info": "info",
    "neutral": "document",
}
CARE = {"non-urgent": "info", "urgent": "phone", "emergency": "alert"}
