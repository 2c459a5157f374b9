#include "engine/documents/analyse/stop_words.h"

#include <algorithm>
#include <array>
#include <unordered_map>
namespace engine::documents::analyse {
namespace {

// In the order of LanguageId. Words as the tokeniser gives them: folded (so no sharp s and no final
// sigma) and cut at apostrophes.
constexpr std::array<std::string_view, stop_word_languages> lists = {
    // English
    "a about above after again against all also although always am among an and another any are "
    "aren as at be because been before being below between both but by can cannot could couldn did "
    "didn do does doesn doing don done down during each either else etc even ever every few for "
    "from further get gets getting given go goes got had hadn has hasn have haven having he hence "
    "her here hers herself him himself his how however i if in instead into is isn it its itself "
    "just least less let like ll made make makes many may maybe me might mine more most much must "
    "my myself need needs neither never no nor not now of off often on once one only onto or other "
    "others otherwise our ours ourselves out over own per perhaps quite rather re really s same "
    "see shall shan she should shouldn since so some something such t than that the their theirs "
    "them themselves then there therefore these they this those though through thus to too two "
    "under unless until up upon us use used uses using usually ve very via want was wasn way we "
    "well were weren what when where whether which while who whom whose why will with within "
    "without won would wouldn yes yet you your yours yourself yourselves",
    // German
    "ab aber alle allem allen aller alles als also am an andere anderem anderen anderer anderes "
    "auch auf aus ausser bei beim bereits bin bis bist da dabei dadurch daher damit danach dann "
    "daran darauf daraus darin darum das dass davon dazu dein deine dem den denen denn der deren "
    "des deshalb dessen dich die dies diese diesem diesen dieser dieses dir doch dort du durch "
    "ein eine einem einen einer eines einige einigen er es etwa etwas euch euer eure für ganz "
    "gegen gibt hab habe haben hat hatte hatten hier hinter ich ihm ihn ihnen ihr ihre ihrem ihren "
    "ihrer ihres im immer in indem ins ist ja jede jedem jeden jeder jedes jedoch jetzt kann "
    "kannst "
    "kein keine keinem keinen keiner können könnte man manche mehr mein meine mich mir mit muss "
    "müssen nach neben nicht nichts noch nun nur ob oder ohne schon sehr sein seine seinem seinen "
    "seiner seit selbst sich sie sind so sogar solche soll sollen sollte sondern sonst sowie "
    "über um und uns unser unsere unter vom von vor wann war waren warum was weil weiter welche "
    "welchem welchen welcher welches wenn wer werde werden wie wieder will wir wird wo wurde "
    "wurden während zu zum zur zwar zwischen",
    // French
    "à afin ai ainsi alors après as au aucun aucune aujourd auquel aussi autre autres aux avaient "
    "avait avant avec avez avoir avons c car ce ceci cela celle celles celui cependant ces cet "
    "cette ceux chaque chez comme comment d dans de depuis des donc dont du elle elles en encore "
    "entre es est et étaient était étant été être eu eux faire fait faut fois il ils j jamais je "
    "l la là laquelle le lequel les lesquels leur leurs lors lorsque lui m ma mais même mêmes mes "
    "moi moins mon n ne ni non nos notre nous on ont ou où par parce pas pendant peu peut peuvent "
    "plus plusieurs pour pourquoi puis qu quand que quel quelle quelles quels quelque quelques qui "
    "quoi s sa sans se sera seront ses si sinon soit son sont sous souvent sur t ta tandis te tel "
    "telle tes toi ton toujours tous tout toute toutes très trop tu un une vers voici vos votre "
    "vous y",
    // Spanish
    "a acá además ahí ahora al algo algún alguna algunas alguno algunos allí ante antes aquel "
    "aquella aquellos aquí así aun aún aunque bajo bien cada casi como cómo con contra cual cuál "
    "cuales cualquier cuando cuándo cuanto de debe deben del desde después donde dónde dos durante "
    "e el él ella ellas ello ellos en entonces entre era eran es esa esas ese eso esos esta está "
    "estaba están estar estas este esto estos fue fueron ha había han hasta hay hacer hace la las "
    "le les lo los luego más me mediante menos mi mientras mis misma mismo mismos mucho muchos muy "
    "nada ni ningún ninguna no nos nosotros nuestra nuestro o otra otras otro otros para pero poco "
    "por porque pueda puede pueden pues que qué quien quién quienes se sea según ser si sí sido "
    "siempre sin sino sobre solo sólo son su sus también tan tanto te tiene tienen toda todas todo "
    "todos tras tu un una unas uno unos usted y ya yo",
    // Italian
    "a abbiamo ad agli ai al alcune alcuni alla alle allo allora altra altre altri altro anche "
    "ancora avere aveva c che chi ci ciò coi col come con così cui d da dagli dai dal dalla dalle "
    "dallo degli dei del della delle dello dentro di dopo dove due dunque durante e è ed era erano "
    "essere essi fa fino fra già gli grazie ha hanno ho i il in infatti invece io l la là le lei "
    "li "
    "lo loro lui ma mai me meno mentre mi mia mio molti molto ne negli nei nel nella nelle nello "
    "noi non nostra nostro o od ogni ognuno oltre oppure ora per perché perciò però più poi poiché "
    "possono prima può qual quale quali qualche quando quanto quasi quella quelle quelli quello "
    "questa queste questi questo qui quindi sarà se sei sempre senza si sia siano siamo solo sono "
    "sopra sotto stata stati stato stesso su sua sue sugli sui sul sulla sulle suo suoi tale tali "
    "tra tu tutta tutte tutti tutto un una uno verso vi voi",
    // Portuguese
    "a à ainda além algo alguém algum alguma algumas alguns ante antes ao aos apenas após aquela "
    "aquele aqueles aquilo as às assim até cada coisa com como contra contudo cujo da das de dela "
    "dele deles depois desde dessa desse desta deste deve devem disso do dois dos e é ela elas ele "
    "eles em embora enquanto então entre era eram essa essas esse esses esta está estão estar "
    "estas "
    "este estes eu foi for foram há isso isto já la lhe lhes mais mas me mediante mesma mesmo meu "
    "minha muito muitos na não nas nem nenhum nenhuma nessa nesse nesta neste no nos nós nossa "
    "nosso num numa nunca o onde os ou outra outras outro outros para pela pelas pelo pelos pode "
    "podem pois por porém porque pouco quais qual qualquer quando quanto quase que quem são se "
    "seja "
    "sem sempre sendo ser será seu seus si sido sob sobre sua suas só também tanto tem têm ter teu "
    "toda todas todo todos tudo um uma umas uns vez você vocês",
    // Dutch
    "aan achter af al alle alleen alles als altijd andere anders ben bij binnen boven bovendien "
    "daar daarna daarom daarvan dan dat de deze die dit doch doen door dus echter een eens eerst "
    "elk elke en er ervan even gaan geen geweest had hadden heb hebben heeft hem het hier hij hoe "
    "hun iemand iets ik in indien is ja je jij jouw juist kan kon konden kunnen maar meer men met "
    "mij mijn moet moeten mogen na naar niet niets nog nooit nu of om omdat onder ons onze ook op "
    "over per reeds sinds slechts steeds te tegen ten ter terwijl tijdens toch toen tot tussen u "
    "uit uw vaak van vanaf veel via volgens voor vooral waar waarbij waarin waarom wanneer want "
    "waren was wat we weer wel welke werd werden wie wij wilde worden wordt zal ze zeer zelf zich "
    "zij zijn zo zoals zonder zou zouden",
    // Swedish
    "all alla allt alltid alltså andra är att av bara bland blev bli blir dag då där därför de dem "
    "den denna deras dess dessa det detta dig din dina ditt dock du efter eftersom eller en endast "
    "enligt er ett finns flera för förra från genom går ha hade han hans har henne hennes hon "
    "honom "
    "hos hur här i icke ifrån in inga ingen inget innan inom inte jag kan kommer kunde kunna måste "
    "man med mellan men mer mera mig min mina mitt mot mycket någon något några nu när och också "
    "om "
    "oss över på redan samma samt sedan sig sin sina sitt ska skall skulle så som står sådan "
    "sådana "
    "tack till trots under ut utan vad var vara varför varit varje vars vem vi vid vilka vilken "
    "vilket åt än ännu även",
    // Danish
    "ad af aldrig alle allerede alt altid anden andet andre at bare begge blandt blev blive bliver "
    "da de dem den denne der deres derfor derefter det dette dig din disse dog du efter ej eller "
    "en "
    "end endnu er et få flere for fordi før fra gennem gør gøre ham han hans har havde have hende "
    "hendes her hos hun hvad hver hvilke hvilken hvis hvor hvordan hvorfor hvornår i ifølge igen "
    "ikke ind ingen intet især jeg jer kan kom kun kunne lige løbet man mange med meget mellem men "
    "mens mere mig min mit mod må ned nogen noget nogle nu når og også om op os over på sagde "
    "samme "
    "selv selvom siden sig sin sine sit skal skulle som så sådan tag til ud uden under ved vi var "
    "være været vil ville vores",
    // Norwegian
    "ad alle allerede alltid alt andre annen annet at av bare begge ble blant bli blir blitt både "
    "da de deg dem den denne der deres derfor det dette din disse du eller en enda enn er et etter "
    "få flere for fordi før fra gjennom gjør gjøre ha hadde han hans har henne hennes her hos hun "
    "hva hver hvilke hvilken hvis hvor hvordan hvorfor i ifølge igjen ikke inn ingen innen jeg kan "
    "kom kun kunne man mange med meg mellom men mens mer mitt mot mye må ned noe noen nå når og "
    "også om opp oss over på rundt samme selv selvom siden seg sin sine sitt skal skulle som slik "
    "så "
    "til uten under ut vært være ved vi var vil ville vår våre",
    // Finnish
    "aina ainakin alla ei eikä eivät ellei en enemmän ennen entä esimerkiksi että hän hänen he "
    "heidän hyvin ilman itse ja jälkeen jo joiden joihin joissa joita joka jokainen jolla jolloin "
    "jonka jos joskus jossa josta jota jotka jotta kaikki kanssa kautta keskellä kerran koska koko "
    "kuin kuinka kuitenkin kun kuten kyllä lähes läpi lisäksi me meidän mikä mikään missä mistä "
    "mitä mitään molemmat mukaan mutta muu muut myös myöskin ne niiden niin niitä noin nyt ole "
    "olemme olen oli olisi olivat olla ollut on ovat paitsi paljon pitää saa se sekä sen siellä "
    "siinä siis sillä silloin sitä sitten tai taas tämä tämän tässä tästä tätä te tietenkin tosin "
    "tulee tämän usein vaan vaikka vain vai voi voidaan voivat yhtä yli",
    // Russian
    "а без более больше будет будто буду будут бы был была были было быть в вам вас вдруг ведь во "
    "вот впрочем все всегда всего всей всех всю вы где да даже два для до другой его ее ей ему "
    "если "
    "есть еще ж же за здесь и из или им иногда их к каждый как какая какой когда конечно кто куда "
    "ли лучше между меня мне много может можно мой моя мы на над надо наконец нас не него нее ней "
    "нельзя нет ни нибудь никогда ним них ничего но ну о об один он она они оно опять от очень по "
    "под после потом потому почти при про раз разве с сам свою себе себя сейчас со совсем так "
    "такой "
    "также там тебя тем теперь то тогда того тоже только том тот три тут ты у уж уже хорошо хоть "
    "чего чем через что чтоб чтобы эта эти это этого этой этом этот эту я",
    // Romanian
    "a acea aceasta această aceea acei aceia acel acela acele acelea acest acesta aceste acestea "
    "acestei acestor acestui acolo acum ai al ale alt alta alte altul am anume apoi ar are aş aşa "
    "asta astfel asupra atât atunci au avea avem avut ca că când care cărei căror cărui cât câte "
    "către ce cel cele celor cei ceva chiar cine cînd cu cum da dacă dar datorită de deci decât "
    "deja deoarece departe deşi despre din dintr dintre două după ea ei el ele era este eşti eu "
    "fără fi fie fiecare fiind fost iar îi îl îmi în înainte încă între îşi într la le li lor lui "
    "mai mult multe mulţi ne nici nimic noi noştri nostru nu o ori oricare orice pe pentru peste "
    "poate pot prin printr sa să săi sale sau se şi si și fi sînt spre sub sunt sunteţi suntem "
    "aș așa deși ești își mulți noștri totuși tot toate toată toţi toți totuşi trebuie un una unde "
    "unei unele unii unor unui va vor voi vom",
    // Hungarian
    "a abban ahhoz ahogy ahol akár aki akik akkor alatt amely amelyek amelyet ami amikor amit "
    "arra át az azért azok azon azonban azt aztán azután be belül benne bár csak de e ebben eddig "
    "egész egy egyes egyéb egyik egyre ehhez ekkor el elég ellen előtt először én ennek erre és ez "
    "ezek ezen ezért ezt ezzel fel felé ha hanem hiszen hogy hogyan igen ill ilyen így inkább is "
    "ismét itt jó kell kellett keresztül ki kívül köztük között közül le legalább lehet lenne "
    "lenni "
    "lesz lett maga magát majd már más másik meg még mellett mely melyek mert mi mindig minden "
    "mindenki mint mintha mit mivel most nagyon ne néha néhány nélkül nem nincs ő ők olyan össze "
    "ott pedig sem semmi s saját sok sokkal szemben szerint számára több tovább továbbá úgy újabb "
    "újra után utána vagy valaki valami való van vannak vele vissza volna volt voltak",
    // Turkish
    "acaba ama ancak artık aslında az bana bazı belki ben benim beri bile bir birçok biri birkaç "
    "biz bize bizim böyle bu buna bunda bundan bunlar bunları bunların bunu bunun burada çok çünkü "
    "da daha de defa değil diğer diye dolayı eğer en fakat gibi göre hâlâ hangi hatta hem henüz "
    "hep "
    "hepsi her herhangi hiç için içinde iki ile ilgili ise kadar karşı kendi kendine ki kim kimse "
    "mı mi mu mü nasıl ne neden nedenle nerede niçin niye o olan olarak oldu olduğu olduğunu olmak "
    "olması olur olsa on ona ondan onlar onları onların onu onun orada oysa önce öyle pek rağmen "
    "sadece sanki şey şeyi sen siz sonra şöyle şu şuna şunu tarafından tüm üzere ve veya vardır "
    "var "
    "ya yani yapılan yerine yine yok zaten",
    // Greek
    "αλλά αν ανά αντί από αυτά αυτέσ αυτή αυτήν αυτό αυτοί αυτόσ αυτού αυτούσ αυτών για γιατί δε "
    "δεν "
    "δηλαδή διότι δύο εάν εγώ εδώ είμαι είναι είχαν είχε έναν ένα ένασ ενώ επί επειδή επίσησ εσύ "
    "έτσι "
    "έχει έχουν η ήδη ήταν θα ι ίδιο ίσωσ κάθε και κάποια κάποιο κατά κι λίγο μα μαζί με μέσα μετά "
    "μεταξύ μέχρι μη μην μια μία μόνο μου μπορεί να ο οι όλα όλεσ όλη όλοι όμωσ όπου όπωσ όσο όταν "
    "ότι "
    "ού ούτε όχι παρά πιο ποια ποιο ποιοσ πολύ που πρέπει πρίν προσ πρώτα πωσ σαν σασ σε στα στη "
    "στην "
    "στισ στο στον στουσ συν τα τη την τησ τι τισ το τον του τουσ τότε των υπάρχει υπό χωρίσ ωσ",
};

using Index = std::unordered_map<std::string_view, std::uint32_t>;

Index index_lists() {
  Index index;
  for (std::size_t language = 0; language < lists.size(); ++language) {
    std::string_view rest = lists[language];
    while (!rest.empty()) {
      const std::string_view word = rest.substr(0, rest.find(' '));
      index[word] |= std::uint32_t{1} << language;
      rest.remove_prefix(std::min(rest.size(), word.size() + 1));
    }
  }
  return index;
}

}  // namespace

std::string_view stop_words(LanguageId language) {
  const auto at = static_cast<std::size_t>(language);
  return at < lists.size() ? lists[at] : std::string_view{};
}

std::uint32_t stop_word_in(std::string_view word) {
  static const Index index = index_lists();
  const auto found = index.find(word);
  return found == index.end() ? 0 : found->second;
}

}  // namespace engine::documents::analyse
