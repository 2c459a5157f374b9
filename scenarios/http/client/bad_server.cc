// A server that does to each request what its path says.
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/http/client/test_server.h"

namespace scenarios::http {
namespace {

/// One connection, on which a mode does what it wants; false: it is to be closed.
struct Guest {
  int socket;
  std::string request = {};
  int asked = 0;  // requests so far

  bool say(std::string_view text) const {
    return ::send(socket, text.data(), text.size(), MSG_NOSIGNAL) ==
           static_cast<ssize_t>(text.size());
  }
};

using Mode = std::function<bool(Guest&)>;

Mode saying(std::string text, bool keeps = true) {
  return [text, keeps](Guest& guest) { return guest.say(text) && keeps; };
}

/// Until the other end has had enough.
Mode saying_for_ever(std::string first, std::string again) {
  return [first, again](Guest& guest) {
    if (!guest.say(first)) return false;
    while (guest.say(again)) {
    }
    return false;
  };
}

bool reset(Guest& guest) {
  const linger at_once{.l_onoff = 1, .l_linger = 0};
  ::setsockopt(guest.socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  return false;
}

bool drip(Guest& guest) {
  for (const char letter : std::string("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")) {
    guest.say({&letter, 1});
    ::usleep(500);
  }
  return true;
}

/// Closes, without a word, what has been used.
bool only_once(Guest& guest) {
  return guest.asked == 1 && guest.say("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
}

const std::map<std::string, Mode, std::less<>>& modes() {
  static const std::map<std::string, Mode, std::less<>> all{
      {"/ok", saying("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")},
      {"/chunked", saying("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                          "3;why=not\r\nhel\r\n2\r\nlo\r\n0\r\nTrailer: too\r\n\r\n")},
      {"/interim", saying("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
                          "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")},
      {"/old", saying("HTTP/1.0 200 OK\r\n\r\nhello", false)},
      {"/close",
       saying("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello", false)},
      {"/nothing", saying("HTTP/1.1 204 No Content\r\n\r\n")},
      {"/same", saying("HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n")},
      {"/head", saying("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n")},
      {"/drip", drip},
      {"/once", only_once},
      {"/junk", saying("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok, and more")},
      {"/reset", reset},
      {"/closed", [](Guest&) { return false; }},
      {"/half-header", saying("HTTP/1.1 200 OK\r\nContent-Len", false)},
      {"/half-body", saying("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n0123456789", false)},
      {"/half-chunk",
       saying("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhe", false)},
      {"/endless-header",
       saying_for_ever("HTTP/1.1 200 OK\r\n", "X: " + std::string(500, 'y') + "\r\n")},
      {"/endless-line", saying_for_ever("HTTP/1.1 200 OK\r\nX: ", std::string(500, 'y'))},
      {"/endless-chunk", saying_for_ever("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;",
                                         std::string(500, 'y'))},
      {"/endless-body", saying_for_ever("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                                        "100\r\n" + std::string(256, 'z') + "\r\n")},
      {"/endless-old", saying_for_ever("HTTP/1.0 200 OK\r\n\r\n", std::string(256, 'z'))},
      {"/large", saying("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\nhello")},
      {"/malformed", saying("SSH-2.0-OpenSSH_9.2\r\n\r\n")},
      {"/two-lengths",
       saying("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello")},
      {"/500", saying("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n")},
      {"/404", saying("HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n")},
      {"/503", saying("HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n")},
      {"/429", saying("HTTP/1.1 429 No\r\nContent-Length: 0\r\n\r\n")},
      {"/early",
       saying("HTTP/1.1 413 No\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", false)},
      {"/hang", [](Guest&) { return true; }},
      {"/half-hang", saying("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n0123456789")},
  };
  return all;
}

/// False: it goes.
bool serve(Guest& guest) {
  std::array<char, 4096> block;
  const ssize_t got = ::recv(guest.socket, block.data(), block.size(), 0);
  if (got <= 0) return false;
  guest.request.append(block.data(), static_cast<std::size_t>(got));
  if (guest.request.find("\r\n\r\n") == std::string::npos) return true;
  const std::string_view text = guest.request;
  const std::string_view rest = text.substr(text.find(' ') + 1);
  const auto mode = modes().find(rest.substr(0, rest.find(' ')));
  ++guest.asked;
  guest.request.clear();
  return mode != modes().end() && mode->second(guest);
}

/// A process each, as some modes never end.
void serve_alone(int socket) {
  Guest guest{.socket = socket};
  while (serve(guest)) {
  }
}

}  // namespace

void serve_badly(int listening) {
  ::signal(SIGCHLD, SIG_IGN);
  ::fcntl(listening, F_SETFL, 0);
  while (true) {
    const int socket = ::accept(listening, nullptr, nullptr);
    if (socket < 0) continue;
    if (::fork() == 0) {
      ::close(listening);
      ::alarm(20);  // in case nobody ends it
      serve_alone(socket);
      ::_exit(0);
    }
    ::close(socket);
  }
}

}  // namespace scenarios::http
