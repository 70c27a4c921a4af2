"""The texts that voices are measured and tried out with: the same small session in each language.

Its prompts are like those of real sessions, one to thirteen words long, so that the rate measured
over them is that of a real session, short prompts included.
"""

from __future__ import annotations

from coach.model.language import primary_subtag

_TEXTS = {
    "en": (
        "Three.",
        "Breathe in.",
        "Ready. Begin.",
        "Now the left side.",
        "Keep breathing. Let your shoulders soften.",
        "Hold for thirty seconds.",
        "Walk your hands back and sit up.",
        "Breathe out and lift your hips a little.",
        "Stay in an easy range. Move your head last.",
        "Stop if you feel sharp pain, numbness or tingling.",
        "Stretch up, then fold forward and bring your chest to your thighs.",
    ),
    "es": (
        "Tres.",
        "Tome aire.",
        "Todo listo. Empiece.",
        "Ahora el lado izquierdo.",
        "Siga respirando. Deje los hombros sueltos.",
        "Mantenga treinta segundos.",
        "Camine con las manos hacia atrás y siéntese.",
        "Suelte el aire y levante un poco las caderas.",
        "Muévase sin forzar. La cabeza va al final.",
        "Pare si siente un dolor fuerte, hormigueo o adormecimiento.",
        "Estírese hacia arriba, inclínese hacia delante y lleve el pecho a los muslos.",
    ),
    "fr": (
        "Trois.",
        "Inspirez.",
        "C'est prêt. Commencez.",
        "Maintenant, le côté gauche.",
        "Continuez à respirer. Relâchez les épaules.",
        "Tenez pendant trente secondes.",
        "Ramenez les mains vers vous et redressez-vous.",
        "Soufflez et soulevez un peu les hanches.",
        "Restez dans une amplitude facile. Bougez la tête en dernier.",
        "Arrêtez si vous sentez une douleur vive, des fourmis ou un engourdissement.",
        "Étirez-vous vers le haut, puis penchez-vous et posez la poitrine sur les cuisses.",
    ),
    "de": (
        "Drei.",
        "Einatmen.",
        "Bereit. Und los.",
        "Jetzt die linke Seite.",
        "Weiter atmen. Lassen Sie die Schultern locker.",
        "Halten Sie dreißig Sekunden.",
        "Gehen Sie mit den Händen zurück und setzen Sie sich auf.",
        "Atmen Sie aus und heben Sie die Hüfte ein wenig.",
        "Bewegen Sie sich ohne Mühe. Der Kopf kommt zuletzt.",
        "Hören Sie auf, wenn es stechend weh tut, kribbelt oder taub wird.",
        "Strecken Sie sich hoch, beugen Sie sich vor und legen Sie die Brust auf die Oberschenkel.",
    ),
    "it": (
        "Tre.",
        "Inspiri.",
        "Pronti. Si comincia.",
        "Ora il lato sinistro.",
        "Continui a respirare. Lasci morbide le spalle.",
        "Tenga per trenta secondi.",
        "Torni indietro con le mani e si sieda.",
        "Butti fuori l'aria e sollevi un poco il bacino.",
        "Si muova senza sforzo. La testa viene per ultima.",
        "Si fermi se sente un dolore forte, formicolio o intorpidimento.",
        "Si allunghi verso l'alto, poi si pieghi in avanti e porti il petto sulle cosce.",
    ),
    "pt": (
        "Três.",
        "Inspire.",
        "Tudo pronto. Comece.",
        "Agora o lado esquerdo.",
        "Continue a respirar. Deixe os ombros soltos.",
        "Mantenha durante trinta segundos.",
        "Traga as mãos para trás e sente-se.",
        "Expire e levante um pouco as ancas.",
        "Mexa-se sem esforço. A cabeça vai por último.",
        "Pare se sentir uma dor forte, formigueiro ou dormência.",
        "Estique-se para cima, depois incline-se para a frente e leve o peito às coxas.",
    ),
    "nl": (
        "Drie.",
        "Adem in.",
        "Klaar. Begin maar.",
        "Nu de linkerkant.",
        "Blijf ademen. Laat uw schouders zakken.",
        "Houd dertig seconden vast.",
        "Loop met uw handen terug en kom rechtop.",
        "Adem uit en til uw heupen een beetje op.",
        "Beweeg zonder moeite. Uw hoofd komt het laatst.",
        "Stop als u scherpe pijn, tintelingen of een doof gevoel krijgt.",
        "Strek u uit naar boven, buig dan voorover en breng uw borst naar uw dijen.",
    ),
    "pl": (
        "Trzy.",
        "Wdech.",
        "Gotowe. Zaczynamy.",
        "Teraz lewa strona.",
        "Oddychaj dalej. Rozluźnij ramiona.",
        "Wytrzymaj trzydzieści sekund.",
        "Cofnij dłonie i usiądź prosto.",
        "Zrób wydech i unieś lekko biodra.",
        "Ruszaj się bez wysiłku. Głowa na końcu.",
        "Przerwij, jeśli poczujesz ostry ból, mrowienie albo drętwienie.",
        "Wyciągnij się w górę, potem pochyl się do przodu i oprzyj klatkę piersiową na udach.",
    ),
    "sv": (
        "Tre.",
        "Andas in.",
        "Klar. Börja nu.",
        "Nu den vänstra sidan.",
        "Fortsätt andas. Låt axlarna sjunka.",
        "Håll kvar i trettio sekunder.",
        "Gå tillbaka med händerna och sätt dig upp.",
        "Andas ut och lyft höfterna lite grann.",
        "Rör dig utan att ta i. Huvudet kommer sist.",
        "Sluta om du känner skarp smärta, stickningar eller domningar.",
        "Sträck dig uppåt, böj dig sedan framåt och för bröstet mot låren.",
    ),
    "tr": (
        "Üç.",
        "Nefes alın.",
        "Hazır. Başlayın.",
        "Şimdi sol taraf.",
        "Nefes almayı sürdürün. Omuzlarınızı gevşetin.",
        "Otuz saniye tutun.",
        "Ellerinizle geri yürüyün ve doğrulun.",
        "Nefes verin ve kalçanızı biraz kaldırın.",
        "Zorlamadan hareket edin. Başınız en son gelsin.",
        "Keskin bir ağrı, uyuşma ya da karıncalanma hissederseniz durun.",
        "Yukarı uzanın, sonra öne eğilin ve göğsünüzü uyluklarınıza yaklaştırın.",
    ),
    "el": (
        "Τρία.",
        "Πάρτε ανάσα.",
        "Πάμε. Ξεκινήστε.",
        "Τώρα η αριστερή πλευρά.",
        "Συνεχίστε να αναπνέετε. Χαλαρώστε τους ώμους.",
        "Κρατήστε για τριάντα δευτερόλεπτα.",
        "Φέρτε τα χέρια πίσω και καθίστε.",
        "Βγάλτε τον αέρα και σηκώστε λίγο τη λεκάνη.",
        "Κινηθείτε χωρίς κόπο. Το κεφάλι έρχεται τελευταίο.",
        "Σταματήστε αν νιώσετε δυνατό πόνο, μούδιασμα ή μυρμήγκιασμα.",
        "Τεντωθείτε προς τα πάνω, σκύψτε μπροστά και φέρτε το στήθος στους μηρούς.",
    ),
    "ru": (
        "Три.",
        "Вдох.",
        "Готово. Начали.",
        "Теперь левая сторона.",
        "Дышите дальше. Расслабьте плечи.",
        "Держите тридцать секунд.",
        "Отведите руки назад и сядьте прямо.",
        "Выдохните и немного поднимите таз.",
        "Двигайтесь без усилия. Голова в последнюю очередь.",
        "Остановитесь, если почувствуете острую боль, онемение или покалывание.",
        "Потянитесь вверх, потом наклонитесь вперёд и опустите грудь на бёдра.",
    ),
}  # fmt: skip
_NUMBERS = ("1, 2, 3.", "4, 5, 6.", "7, 8, 9, 10.")
"""For a language without texts: digits are spoken in every language."""
_NUMBERS_WORD_COUNT = 16.5
"""Ten numbers with their pauses take English voices as long as this many words of a text."""


def word_count(texts: tuple[str, ...]) -> float:
    """Return how many words to count for calibration texts in a rate in words a minute."""
    return _NUMBERS_WORD_COUNT if texts == _NUMBERS else sum(len(text.split()) for text in texts)


def calibration_texts(language: str) -> tuple[str, ...]:
    """Return a language's texts, whatever the region; numbers if it has none."""
    return _TEXTS.get(primary_subtag(language.strip()), _NUMBERS)


def demo_texts(language: str) -> tuple[str, ...]:
    """Return a few of a language's texts, to try out a voice with."""
    texts = calibration_texts(language)
    return texts if texts == _NUMBERS else (texts[2], texts[7], texts[4], texts[0])


def languages() -> list[str]:
    """Return the primary subtags of the languages that have texts of their own."""
    return list(_TEXTS)
