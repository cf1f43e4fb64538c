"""The words by which pages name what stands around an article, and what leads in to it or follows it.

Names are those of classes and ids, taken from the pages of news sites; phrases are those of readers, a
language a line, in the order of `PHRASES_OF`.
"""

import re

_BOXES = """
comment comments disqus respond related recommended recommendation recommendations newsletter subscribe
subscription subscriptions signup donate donation donations donor membership sharing share sharedaddy
social promo promos promotion advert advertisement advertising adslot sponsored
cookie cookies consent
gdpr onetrust breadcrumb breadcrumbs nav navbar navigation menu sidebar footer colophon widget tags
taglist keywords toolbar byline author authors authorbox avatar bio timestamp pubdate credit credits copyright
popular trending mostread readmore outbrain taboola disclaimer banner popup modal overlay paywall poll
pagination pager print followus follow moderation policy support fundraising appeal caption figcaption
teaserlist morefrom readalso alsoread contentinfo complementary search dialog alertdialog tooltip
"""
# Words in the names of boxes that are no part of an article.
BOXES = frozenset(_BOXES.split())

_LEADS = """
lead lede leadtext perex standfirst dek deck subtitle subheadline subhead chapeau chapo sapo intro
introduction excerpt summary abstract description entradilla bajada copete sumario spot ingress manchet
vorspann
anons announce annotation sommaire occhiello catenaccio lid strapline
"""
# Words in the names of the paragraph that leads in.
LEADS = frozenset(_LEADS.split())

# What the lines under an article say, where they are none of it. None of these may be a thing that an article
# itself would say at its end: that somebody gave no comment, or that money was collected.
_TAILS = (
    r"^©|\ball rights reserved",
    r"\bjoin the (?:conversation|discussion)|\bcomments? (?:policy|guidelines)\b",
    r"\bcomments? (?:on this \w+ )?(?:are|is|will be) (?:closed|moderated|reviewed|welcome|removed|open)\b",
    r"\ba moderator\b|\b(?:please|comments?)\b.{0,60}\b(?:civil|respectful|polite|with respect)\b",
    r"\b(?:sign up|subscribe)\b.{0,80}\b(?:newsletter|updates|inbox|briefing|today|now|channel)\b",
    r"\b(?:our|free|daily|weekly|morning) newsletters?\b|\b(?:donate|give) (?:now|today|here)\b",
    r"\bmake a donation to\b",
    r"\byour (?:donation|gift|contribution)\b|\bbecome a (?:member|supporter|patron)\b",
    "iscriviti|abbonati (?:a|ora)|inscreva-se|assine (?:a|o|nossa)|schrijf je in|nieuwsbrief|zapisz się",
    r"\bsupport (?:our (?:work|journalism|reporting|mission|newsroom)|us\b|independent journalism)",
    r"\bfollow us\b|\blike us on\b",
    r"^(?:read (?:more|also|next)|more on this|also read|see also|share this)\b",
    "خبرنامه|ارسال نظر|نظرات (?:حاوی|کاربران|شما|بینندگان)|دیدگاه‌?(?:های?)? (?:شما|کاربران|خود)|عضو کانال",
    "(?:حمایت|کمک) مالی (?:کنید|خود|شما)|^بیشتر بخوانید|^مطالب مرتبط|(?:همه|تمامی|کلیه) حقوق",
    "مشترک شوید|عضو شوید",
    "النشرة (?:البريدية|الإخبارية)|^اشترك|اشترك (?:الآن|معنا)|التعليقات (?:المنشورة|لا تعبر)",
    "(?:أضف|اكتب) تعليق",
    "تبرع(?:وا)? (?:الآن|لنا)|^اقرأ (?:أيض|المزيد)|تابعونا على|تابعنا على|جميع الحقوق",
    "نیوز لیٹر|تبصر[ہے] کریں|عطی(?:ہ|ات) (?:دیں|کریں)|^مزید پڑھ|سبسکرائب|فالو کریں|جملہ حقوق",
    "подпи(?:сывайтесь|шитесь)|(?:нашу|на) рассылк|сделайте пожертв|пожертвуйте|^читайте (?:также|ещё)",
    "оставляйте комментари|комментарии (?:модерир|закрыты)|все права защищ",
    "поддержите (?:нас|нашу|редакцию|проект)",
    r"k odběru|přispějte|podpořte (?:nás|naši|naše)|(?:do|v) disku[sz][ei]|komentáře (?:jsou|k článku)",
    "^(?:čtěte|přečtěte si) také|všechna práva",
    r"newsletter.{0,60}(?:abonnieren|bestellen)|abonnieren sie|jetzt (?:abonnieren|spenden)",
    r"spenden sie|ihre spende",
    "kommentar(?:regeln|richtlinien|funktion)|netiquette|^lesen sie (?:auch|mehr)|^mehr zum thema",
    "alle rechte vorbehalten",
    "abonnez-vous|inscrivez-vous|faites un don|soutenez(?:-nous| notre| nos)|laissez un commentaire",
    "les commentaires sont",
    "espace (?:de|des) (?:commentaires|contributions)|^(?:à )?lire aussi|tous droits réservés",
    r"nuestro bolet[íi]n|suscr[íi]be(?:te|nse)|dona ahora|tu donación|hazte soci[oa]",
    r"(?:deja|haz) (?:un|tu) comentario",
    "los comentarios (?:son|están)|^(?:lea|lee|leer) también|s[íi]gu?enos|todos los derechos",
    "bülten(?:imiz|e)|abone ol|bağış yap|yorumlarınız|yorum (?:yap|yaz)|^ayrıca oku|takip edin",
    "tüm hakları|destek olun",
    "न्यूज़?लेटर|सब्सक्राइब|टिप्पणी (?:करें|लिखें)|दान (?:करें|दें)|^यह भी पढ़|फ़?ॉलो कर|सर्वाधिकार",
    "(?:欢迎|点击)订阅|訂閱(?:我們|電子報)|订阅(?:我们|电子)|支持我们|发表评论|评论区|网友评论",
    "^相关阅读|^延伸阅读|版权所有",
    "(?:关注|關注)我(?:们|們)",
    "メールマガジン|ニュースレター|会員登録|寄付(?:をお願い|のお願い|する)",
    "コメント(?:欄|ポリシー|を投稿)|^関連記事",
    "あわせて読みたい|無断(?:転載|複写)|フォロー(?:して|する)",
)
TAIL = re.compile("|".join(_TAILS), re.IGNORECASE)

# Lines within an article that lead to something else.
_ELSEWHERE = (
    "read (?:more|also|next)|related|also read|see also|advertisement|advertising|share|anzeige|reklama",
    "publicité|publicidad|реклама|reklam|lesen sie auch|(?:à )?lire aussi|(?:lea|lee) también",
    "čtěte také|читайте также",
    r"ayrıca oku\w*|اقرأ أيضا\w*|بیشتر بخوانید|مزید پڑھیں|यह भी पढ़ें|相关阅读|関連記事|あわせて読みたい",
)
ELSEWHERE = re.compile(rf"^(?:{'|'.join(_ELSEWHERE)})\b", re.IGNORECASE)
