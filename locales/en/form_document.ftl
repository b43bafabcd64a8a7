# A form: a question that is answered with a file.
form-not-a-document = A document is needed here: send a photo or a PDF.
form-document-added = a file
form-document-until = a file, good until { $day }
form-document-again = The same document: { $value }
form-hint-document =
    Send a photo or a PDF, up to 10 MB. We keep it encrypted, show it only to those who check applications, and /docs tells you who looked. { $days ->
        [one] We delete it { $days } day after the event.
       *[other] We delete it { $days } days after the event.
    }
form-page-hint-document =
    A photo or a PDF, up to 10 MB. We keep it encrypted and show it only to those who check applications; “My documents” tells you who looked. { $days ->
        [one] We delete it { $days } day after the event.
       *[other] We delete it { $days } days after the event.
    }
