// Over real sockets: whatever is sent is answered or refused.
#include <random>
#include <string>

#include <gtest/gtest.h>

#include "http/requests.hpp"
#include "http/server.hpp"

namespace burner::http::tests {
namespace {

/// Whatever is sent: answers, then a close, and the server lives.
void expect_an_end(RunningServer& server, const std::string& sent) {
    Client client{server.port()};
    client.send(sent);
    client.finish_sending();
    const auto received = client.rest();
    ASSERT_TRUE(received) << testing::PrintToString(sent);
    EXPECT_TRUE(received->empty() || received->starts_with("HTTP/1.1 ")) << testing::PrintToString(sent);
}

TEST(Server, SurvivesEveryMutationOfARequest) {
    RunningServer server;
    const std::string chunked =
        "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n0\r\nX: y\r\n\r\n";
    for (const auto& request : {post("/echo?a=b", "hello"), chunked}) {
        for (std::size_t at = 0; at < request.size(); ++at) {
            expect_an_end(server, request.substr(0, at));
            for (const char c : {'\0', '\r', '\n', ' ', '\t', ':', '0', 'x', '\x7f', '\xff'}) {
                auto mutant = request;
                mutant[at] = c;
                expect_an_end(server, mutant);
            }
            expect_an_end(server, request.substr(0, at) + request.substr(at + 1));
        }
    }
    expect_an_end(server, get);
}

TEST(Server, SurvivesGarbage) {
    RunningServer server;
    const auto seed = std::random_device{}();
    SCOPED_TRACE(seed);
    std::mt19937 random{seed};
    for (int i = 0; i < 300; ++i) {
        std::string garbage = i % 2 == 0 ? "" : "GET / HTTP/1.1\r\n";
        garbage.resize(garbage.size() + random() % 3000);
        for (std::size_t at = i % 2 == 0 ? 0 : 16; at < garbage.size(); ++at) garbage[at] = static_cast<char>(random());
        expect_an_end(server, garbage);
    }
    Client client{server.port()};
    client.send(get);
    EXPECT_EQ(status_of(client.answer()), 200);
}

}  // namespace
}  // namespace burner::http::tests
