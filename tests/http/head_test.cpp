// One framing per message and one valid Host, without a socket.
#include "http/head.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "http/head_scanner.hpp"

namespace burner::http {
namespace {

/// The status that a head is refused with, 0 where it is taken; scanned and parsed as a connection does.
int refusal_of(const std::string& text, const Limits& limits = {}) {
    HeadScanner scanner;
    const auto size = scanner.scan(text);
    if (!size) return size.error().status;
    if (!*size) return -1;
    std::vector<Header> fields;
    const auto head = parse_head(std::string_view{text}.substr(0, **size), fields, limits);
    return head ? 0 : head.error().status;
}

using namespace std::string_literals;

struct Case {
    const char* what;
    std::string text;
    int refused;
};

TEST(Head, TakesWhatIsWellFormed) {
    const Case cases[] = {
        {"plain", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", 0},
        {"port", "GET / HTTP/1.1\r\nHost: a.example:8080\r\n\r\n", 0},
        {"ipv6", "GET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n", 0},
        {"1.0 needs no host", "GET / HTTP/1.0\r\n\r\n", 0},
        {"length", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n", 0},
        {"leading zeros", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 005\r\n\r\n", 0},
        {"chunked", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", 0},
        {"chunked, case", "POST / HTTP/1.1\r\nHost: a\r\ntransfer-encoding: Chunked\r\n\r\n", 0},
        {"absolute form", "GET http://a/x?y HTTP/1.1\r\nHost: A\r\n\r\n", 0},
        {"asterisk form", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", 0},
        {"unknown method", "BREW /pot HTTP/1.1\r\nHost: a\r\n\r\n", 0},
        {"empty value", "GET / HTTP/1.1\r\nHost: a\r\nX:\r\n\r\n", 0},
        {"high bytes in a value", "GET / HTTP/1.1\r\nHost: a\r\nX: \xc3\xa4\r\n\r\n", 0},
        {"expectation", "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\nContent-Length: 1\r\n\r\n", 0},
    };
    for (const auto& [what, text, refused] : cases) EXPECT_EQ(refusal_of(text), refused) << what;
}

TEST(Head, RefusesAnyDoubtAboutFraming) {
    const std::string post = "POST / HTTP/1.1\r\nHost: a\r\n";
    const Case cases[] = {
        {"TE and CL", post + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n", 400},
        {"CL and TE", post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
        {"TE gzip", post + "Transfer-Encoding: gzip\r\n\r\n", 400},
        {"TE gzip, chunked", post + "Transfer-Encoding: gzip, chunked\r\n\r\n", 400},
        {"TE chunked, gzip", post + "Transfer-Encoding: chunked, gzip\r\n\r\n", 400},
        {"TE identity", post + "Transfer-Encoding: identity\r\n\r\n", 400},
        {"TE empty", post + "Transfer-Encoding:\r\n\r\n", 400},
        {"TE xchunked", post + "Transfer-Encoding: xchunked\r\n\r\n", 400},
        {"TE quoted", post + "Transfer-Encoding: \"chunked\"\r\n\r\n", 400},
        {"TE parameter", post + "Transfer-Encoding: chunked;q=1\r\n\r\n", 400},
        {"TE vertical tab", post + "Transfer-Encoding: \vchunked\r\n\r\n", 400},
        {"TE twice", post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
        {"TE twice, identity", post + "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
        {"TE in 1.0", "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
        {"CL twice, equal", post + "Content-Length: 5\r\nContent-Length: 5\r\n\r\n", 400},
        {"CL twice, other", post + "Content-Length: 5\r\nContent-Length: 6\r\n\r\n", 400},
        {"CL list", post + "Content-Length: 5, 5\r\n\r\n", 400},
        {"CL sign", post + "Content-Length: +5\r\n\r\n", 400},
        {"CL negative", post + "Content-Length: -5\r\n\r\n", 400},
        {"CL hex", post + "Content-Length: 0x5\r\n\r\n", 400},
        {"CL empty", post + "Content-Length:\r\n\r\n", 400},
        {"CL space inside", post + "Content-Length: 5 5\r\n\r\n", 400},
        {"CL over 64 bits", post + "Content-Length: 18446744073709551616\r\n\r\n", 400},
    };
    for (const auto& [what, text, refused] : cases) EXPECT_EQ(refusal_of(text), refused) << what;
}

TEST(Head, RefusesOddLinesAndFields) {
    const Case cases[] = {
        {"bare LF", "GET / HTTP/1.1\nHost: a\n\n", 400},
        {"bare LF after a field", "GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n", 400},
        {"bare LF at the end", "GET / HTTP/1.1\r\nHost: a\r\n\n", 400},
        {"bare CR in a value", "GET / HTTP/1.1\r\nHost: a\r\nX: b\rc\r\n\r\n", 400},
        {"bare CR in the request line", "GET /\r HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"CR CR LF", "GET / HTTP/1.1\r\r\nHost: a\r\n\r\n", 400},
        {"obs-fold", "GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n c\r\n\r\n", 400},
        {"obs-fold with tab", "GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n\tc\r\n\r\n", 400},
        {"obs-fold of the Host", "GET / HTTP/1.1\r\nHost:\r\n a\r\n\r\n", 400},
        {"white space before the first field", "GET / HTTP/1.1\r\n Host: a\r\n\r\n", 400},
        {"white space before the colon", "GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400},
        {"no colon", "GET / HTTP/1.1\r\nHost: a\r\nX\r\n\r\n", 400},
        {"empty name", "GET / HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n", 400},
        {"control character in a name", "GET / HTTP/1.1\r\nHost: a\r\nX\x01: b\r\n\r\n", 400},
        {"control character in a value", "GET / HTTP/1.1\r\nHost: a\r\nX: \x01\r\n\r\n", 400},
        {"NUL in a value", "GET / HTTP/1.1\r\nHost: a\r\nX: \0\r\n\r\n"s, 400},
        {"two spaces", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"space in the target", "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"HTTP/0.9", "GET /\r\n\r\n", 400},
        {"HTTP/2.0", "PRI * HTTP/2.0\r\n\r\n", 400},
        {"HTTP/1.2", "GET / HTTP/1.2\r\nHost: a\r\n\r\n", 400},
        {"http/1.1", "GET / http/1.1\r\nHost: a\r\n\r\n", 400},
        {"TLS", "\x16\x03\x01\x02", 400},
        {"other expectation", "POST / HTTP/1.1\r\nHost: a\r\nExpect: cake\r\n\r\n", 417},
    };
    for (const auto& [what, text, refused] : cases) EXPECT_EQ(refusal_of(text), refused) << what;
}

TEST(Head, RefusesAllButOneValidHost) {
    for (const std::string host : {"Host:", "Host: a b", "Host: a,b", "Host: a/b", "Host: a@b", "Host: a:b", "Host: a:",
                                   "Host: a:65536", "Host: :80", "Host: [::1", "Host: [::1]x", "Host: [a]", "Host: []",
                                   "Host: [fe80::1%eth0]", "Host: a\r\nHost: a", "Host: a\r\nhost: b", "X: y"}) {
        EXPECT_EQ(refusal_of("GET / HTTP/1.1\r\n" + host + "\r\n\r\n"), 400) << host;
    }
    EXPECT_EQ(refusal_of("GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n"), 400);
}

TEST(Head, RefusesTargetsOfOtherForms) {
    for (const std::string line :
         {"CONNECT a:443", "GET a:443", "GET *", "GET ftp://a/", "GET a", "GET http://", "GET /#x", "GET /\xc3\xa4",
          "GET http://b/", "GET http://user@a/", "GET http:///x"}) {
        EXPECT_EQ(refusal_of(line + " HTTP/1.1\r\nHost: a\r\n\r\n"), 400) << line;
    }
}

TEST(Head, SplitsTheTarget) {
    struct Split {
        std::string target, path, query;
    };
    for (const auto& [target, path, query] :
         {Split{"/", "/", ""}, Split{"/a?b=c?d", "/a", "b=c?d"}, Split{"/a?", "/a", ""},
          Split{"http://h/a?b", "/a", "b"}, Split{"HTTPS://h", "/", ""}, Split{"http://h?b", "/", "b"},
          Split{"//h/a", "//h/a", ""}}) {
        std::vector<Header> fields;
        const auto text = "GET " + target + " HTTP/1.1\r\nHost: h\r\n\r\n";
        const auto head = parse_head(text, fields, {});
        ASSERT_TRUE(head) << target;
        EXPECT_EQ(head->request.target, target);
        EXPECT_EQ(head->request.path, path) << target;
        EXPECT_EQ(head->request.query, query) << target;
    }
}

TEST(Head, KeepsToItsLimits) {
    const auto with_fields = [](int count) {
        std::string text = "GET / HTTP/1.1\r\nHost: a\r\n";
        for (int i = 1; i < count; ++i) text += "X: y\r\n";
        return text + "\r\n";
    };
    EXPECT_EQ(refusal_of(with_fields(100)), 0);
    EXPECT_EQ(refusal_of(with_fields(101)), 431);
    const auto with_target = [](std::size_t size) {
        return "GET /" + std::string(size - 1, 'x') + " HTTP/1.1\r\nHost: a\r\n\r\n";
    };
    EXPECT_EQ(refusal_of(with_target(8000)), 0);
    EXPECT_EQ(refusal_of(with_target(8001)), 414);
    const std::string longest_line = "GET /" + std::string(8000 - 14, 'x') + " HTTP/1.1";
    ASSERT_EQ(longest_line.size(), 8000U);
    EXPECT_EQ(refusal_of(longest_line + "\r\nHost: a\r\n\r\n"), 0);
    const auto with_method = [](std::size_t size) { return std::string(size, 'X') + " / HTTP/1.1\r\nHost: a\r\n\r\n"; };
    EXPECT_EQ(refusal_of(with_method(32)), 0);
    EXPECT_EQ(refusal_of(with_method(33)), 501);
    const auto with_length = [](std::size_t size) {
        return "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(size) + "\r\n\r\n";
    };
    EXPECT_EQ(refusal_of(with_length(4 << 20)), 0);
    EXPECT_EQ(refusal_of(with_length((4 << 20) + 1)), 413);
    EXPECT_EQ(refusal_of("GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(9000, 'x') + "\r\n\r\n"), 0);
}

TEST(Head, ReadsWhatTheClientAsksOfTheConnection) {
    struct Persistence {
        const char* text;
        bool keep_alive;
    };
    for (const auto& [text, keep_alive] : {
             Persistence{"GET / HTTP/1.1\r\nHost: a\r\n\r\n", true},
             Persistence{"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", false},
             Persistence{"GET / HTTP/1.1\r\nHost: a\r\nConnection: x, Close\r\n\r\n", false},
             Persistence{"GET / HTTP/1.0\r\n\r\n", false},
             Persistence{"GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", true},
         }) {
        std::vector<Header> fields;
        const auto head = parse_head(text, fields, {});
        ASSERT_TRUE(head) << text;
        EXPECT_EQ(head->keep_alive, keep_alive) << text;
    }
}

TEST(HeadScanner, FindsTheEndHoweverTheBytesArrive) {
    const std::string text = "GET / HTTP/1.1\r\nHost: a\r\n\r\nrest";
    HeadScanner scanner;
    for (std::size_t size = 0; size < text.size() - 4; ++size) {
        const auto found = scanner.scan(std::string_view{text}.substr(0, size));
        ASSERT_TRUE(found);
        EXPECT_FALSE(*found) << size;
    }
    EXPECT_EQ(scanner.scan(text).value(), text.size() - 4);
}

TEST(HeadScanner, RefusesALongMethodBeforeItsEnd) {
    HeadScanner scanner;
    const std::string method(100'000, 'X');
    EXPECT_TRUE(scanner.scan(std::string_view{method}.substr(0, 32)));
    const auto found = scanner.scan(std::string_view{method}.substr(0, 33));
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().status, 501);
    EXPECT_EQ(HeadScanner{}.scan(method).error().status, 501);
}

TEST(Request, FindsFieldsWhateverTheirCase) {
    const Header fields[] = {{"Accept", "a"}, {"X-Api-Key", "b"}, {"x-api-KEY", "c"}};
    Request request;
    request.headers = fields;
    EXPECT_EQ(request.header("x-api-key"), "b");
    EXPECT_EQ(request.count("X-API-Key"), 2U);
    EXPECT_FALSE(request.header("X-Api"));
}

}  // namespace
}  // namespace burner::http
