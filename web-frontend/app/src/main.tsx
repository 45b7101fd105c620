document.body.append("Kneadwell");
export {};
