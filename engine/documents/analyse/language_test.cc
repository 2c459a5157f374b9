#include "engine/documents/analyse/language.h"

#include <doctest/doctest.h>

#include <string>

#include "engine/documents/analyse/analyser.h"
#include "engine/documents/analyse/stemmer.h"
#include "engine/documents/analyse/stop_words.h"

namespace language_test {

using namespace engine::documents::analyse;

namespace {

struct Example {
  std::string_view code;
  std::string_view text;
};

// Article 1 of the Universal Declaration of Human Rights.
constexpr Example examples[] = {
    {"en",
     "All human beings are born free and equal in dignity and rights. They are endowed with reason "
     "and conscience and should act towards one another in a spirit of brotherhood."},
    {"de",
     "Alle Menschen sind frei und gleich an Würde und Rechten geboren. Sie sind mit Vernunft und "
     "Gewissen begabt und sollen einander im Geist der Brüderlichkeit begegnen."},
    {"fr",
     "Tous les êtres humains naissent libres et égaux en dignité et en droits. Ils sont doués de "
     "raison et de conscience et doivent agir les uns envers les autres dans un esprit de "
     "fraternité."},
    {"es",
     "Todos los seres humanos nacen libres e iguales en dignidad y derechos y, dotados como están "
     "de razón y conciencia, deben comportarse fraternalmente los unos con los otros."},
    {"it",
     "Tutti gli esseri umani nascono liberi ed eguali in dignità e diritti. Essi sono dotati di "
     "ragione e di coscienza e devono agire gli uni verso gli altri in spirito di fratellanza."},
    {"pt",
     "Todos os seres humanos nascem livres e iguais em dignidade e em direitos. Dotados de razão e "
     "de consciência, devem agir uns para com os outros em espírito de fraternidade."},
    {"nl",
     "Alle mensen worden vrij en gelijk in waardigheid en rechten geboren. Zij zijn begiftigd met "
     "verstand en geweten, en behoren zich jegens elkander in een geest van broederschap te "
     "gedragen."},
    {"sv",
     "Alla människor är födda fria och lika i värde och rättigheter. De är utrustade med förnuft "
     "och samvete och bör handla gentemot varandra i en anda av broderskap."},
    {"fi",
     "Kaikki ihmiset syntyvät vapaina ja tasavertaisina arvoltaan ja oikeuksiltaan. Heille on "
     "annettu järki ja omatunto, ja heidän on toimittava toisiaan kohtaan veljeyden hengessä."},
    {"ru",
     "Все люди рождаются свободными и равными в своем достоинстве и правах. Они наделены разумом и "
     "совестью и должны поступать в отношении друг друга в духе братства."},
    {"ro",
     "Toate ființele umane se nasc libere și egale în demnitate și în drepturi. Ele sunt "
     "înzestrate "
     "cu rațiune și conștiință și trebuie să se comporte unele față de altele în spiritul "
     "fraternității."},
    {"hu",
     "Minden emberi lény szabadon születik és egyenlő méltósága és joga van. Az emberek, ésszel és "
     "lelkiismerettel bírván, egymással szemben testvéri szellemben kell hogy viseltessenek."},
    {"tr",
     "Bütün insanlar hür, haysiyet ve haklar bakımından eşit doğarlar. Akıl ve vicdana sahiptirler "
     "ve birbirlerine karşı kardeşlik zihniyeti ile hareket etmelidirler."},
    {"el",
     "Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι στην αξιοπρέπεια και τα δικαιώματα. Είναι "
     "προικισμένοι με λογική και συνείδηση, και οφείλουν να συμπεριφέρονται μεταξύ τους με πνεύμα "
     "αδελφοσύνης."},
    {"zh",
     "人人生而自由，在尊严和权利上一律平等。他们赋有理性和良心，并应以兄弟关系的精神相对待。"},
    {"ja", "すべての人間は、生れながらにして自由であり、かつ、尊厳と権利とについて平等である。"},
    {"ko", "모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다."},
};

std::string language_of_text(std::string_view text, std::string hint = "") {
  Analyser analyser;
  engine::documents::parsed::Parsed parsed;
  parsed.text = text;
  parsed.language_hint = std::move(hint);
  return analyser.analyse(parsed)->language;
}

}  // namespace

TEST_CASE("Seventeen languages are told from two sentences") {
  for (const Example& example : examples) {
    CAPTURE(example.code);
    CHECK(language_of_text(example.text) == example.code);
  }
}

TEST_CASE("Danish and Norwegian are told apart where they differ") {
  CHECK(language_of_text("Jeg ved ikke, hvad der blev af ham efter mødet, men han kom ikke igen. "
                         "Hvornår bliver huset færdigt, og hvorfor er det ikke sket endnu?") ==
        "da");
  CHECK(language_of_text("Jeg vet ikke hva som ble av ham etter møtet, men han kom ikke igjen. "
                         "Når blir huset ferdig, og hvorfor er det ikke skjedd noe ennå?") == "no");
}

TEST_CASE("Where nothing is clear, the language is und") {
  CHECK(language_of_text("") == "und");
  CHECK(language_of_text("42 17 3.14 2718") == "und");
  CHECK(language_of_text("xor eax, eax; mov ecx, 10; loop: dec ecx; jnz loop; ret") == "und");
  CHECK(language_of_text("lorem") == "und");
  // Polish, Czech and Latin: no lists of ours, and not to be taken for anything else.
  CHECK(
      language_of_text(
          "Wszyscy ludzie rodzą się wolni i równi pod względem swej godności i swych praw. Są oni "
          "obdarzeni rozumem i sumieniem i powinni postępować wobec innych w duchu "
          "braterstwa.") == "und");
  CHECK(language_of_text(
            "Všichni lidé rodí se svobodní a sobě rovní co do důstojnosti a práv. Jsou nadáni "
            "rozumem a svědomím a mají spolu jednat v duchu bratrství.") == "und");
  CHECK(
      language_of_text("Omnes homines liberi aequique dignitate atque iuribus nascuntur. Ratione "
                       "conscientiaque praediti sunt et alii erga alios cum fraternitate se gerere "
                       "debent.") == "und");
}

TEST_CASE("A hint is followed if there is a stemmer for it, and passed over if not") {
  const std::string_view english = examples[0].text;
  CHECK(language_of_text(english, "de") == "de");
  CHECK(language_of_text(english, "DE-at") == "de");
  CHECK(language_of_text(english, "nb_NO") == "no");
  CHECK(language_of_text(english, "pl") == "en");
  CHECK(language_of_text(english, "x-default") == "en");
  CHECK(language_of_text(english, "english") == "en");
  CHECK(language_of_text(english, std::string("\0\xFF-", 3)) == "en");
}

TEST_CASE("Codes and languages belong together, one to one") {
  for (std::size_t i = 0; i < stemmed_languages; ++i) {
    const auto language = static_cast<LanguageId>(i);
    CHECK(language_of(code_of(language)) == language);
  }
  CHECK(code_of(LanguageId::none) == "und");
  CHECK(language_of("und") == LanguageId::none);
  CHECK(language_of("") == LanguageId::none);
}

TEST_CASE("Stems are Snowball's") {
  Stemmer stemmer;
  CHECK(stemmer.stem(LanguageId::english, "consigning") == "consign");
  CHECK(stemmer.stem(LanguageId::english, "knightly") == "knight");
  CHECK(stemmer.stem(LanguageId::english, "skies") == "sky");
  CHECK(stemmer.stem(LanguageId::german, "aufeinanderfolge") == "aufeinanderfolg");
  CHECK(stemmer.stem(LanguageId::german, "häuser") == "haus");
  CHECK(stemmer.stem(LanguageId::french, "continuellement") == "continuel");
  CHECK(stemmer.stem(LanguageId::spanish, "chicharrones") == "chicharron");
  CHECK(stemmer.stem(LanguageId::russian, "важнейшими") == "важн");
  CHECK(stemmer.stem(LanguageId::none, "skies") == "skies");
}

TEST_CASE("There is a stemmer for every language") {
  Stemmer stemmer;
  for (std::size_t i = 0; i < stemmed_languages; ++i) {
    CHECK_FALSE(stemmer.stem(static_cast<LanguageId>(i), "a").empty());
  }
}

TEST_CASE("Every stop word is a word to the tokeniser, spelled as the tokeniser folds it") {
  Analyser analyser;
  for (std::size_t i = 0; i < stop_word_languages; ++i) {
    const std::string_view list = stop_words(static_cast<LanguageId>(i));
    CHECK(list.size() > 300);
    const TokenStream stream = analyser.tokenise(list, "und");
    CAPTURE(code_of(static_cast<LanguageId>(i)));
    for (const Token& token : stream.tokens) {
      CHECK(stream.term(token.term) == list.substr(token.begin, token.end - token.begin));
      CHECK((stop_word_in(stream.term(token.term)) >> i & 1) == 1);
      CHECK((token.end == list.size() || list[token.end] == ' '));
    }
  }
  CHECK(stop_words(LanguageId::arabic).empty());
  CHECK(stop_word_in("database") == 0);
}

}  // namespace language_test
