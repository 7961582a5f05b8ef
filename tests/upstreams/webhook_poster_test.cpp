#include "upstreams/webhook/webhook_poster.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>

#include "upstreams/rpc_harness.hpp"
#include "upstreams/webhook/webhook_url.hpp"

namespace burner::upstreams {
namespace {

using tests::FakeAnswer;
using tests::FakeRequest;
using tests::FakeRpcServer;
using tests::http_answer;
using webhooks::PostFault;

const webhooks::SignedMessage message{"msg_1", "1775736000", "v1,c2lnbmF0dXJl", R"({"type":"webhook.test"})"};

base::Result<webhooks::PostAnswer, PostFault> post(const std::string& url, bool allow_private = true) {
    boost::asio::io_context io;
    WebhookPoster poster{io, allow_private};
    auto answer = run(io, [&] { return poster.post(url, message); });
    if (!answer) throw std::runtime_error("the call did not end");
    return std::move(*answer);
}

TEST(WebhookPoster, SendsTheMessageAndItsThreeHeaders) {
    FakeRpcServer server{[](const FakeRequest&) { return http_answer(202, "", "thanks"); }};
    const auto answer = post(server.url());
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 202);
    const FakeRequest request = server.requests().at(0);
    EXPECT_EQ(request.body, message.body);
    for (const std::string line : {"webhook-id: msg_1\r\n", "webhook-timestamp: 1775736000\r\n",
                                   "webhook-signature: v1,c2lnbmF0dXJl\r\n", "Content-Type: application/json\r\n"}) {
        EXPECT_NE(request.head.find(line), std::string::npos) << line;
    }
}

TEST(WebhookPoster, TakesTheStatusOfAnAnswerHoweverLong) {
    FakeRpcServer endless{[](const FakeRequest&) {
        return FakeAnswer{.bytes = "HTTP/1.1 200 OK\r\n\r\n",
                          .repeated = std::string(65536, 'x'),
                          .repeated_bytes = 1ULL << 40,
                          .end = FakeAnswer::End::close};
    }};
    FakeRpcServer bomb{[](const FakeRequest&) {
        return http_answer(500, "Content-Encoding: gzip\r\n", tests::gzip_bomb(1ULL << 30));
    }};
    EXPECT_EQ(post(endless.url()).value().status, 200);
    EXPECT_EQ(post(bomb.url()).value().status, 500);
    EXPECT_LT(endless.bytes_sent(), 64ULL << 20);
}

TEST(WebhookPoster, FollowsNoRedirect) {
    FakeRpcServer target{[](const FakeRequest&) { return http_answer(200, "", ""); }};
    FakeRpcServer server{
        [&](const FakeRequest&) { return http_answer(307, fmt::format("Location: {}\r\n", target.url()), ""); }};
    EXPECT_EQ(post(server.url()).value().status, 307);
    EXPECT_TRUE(target.requests().empty());
}

TEST(WebhookPoster, SaysWhatTheReceiverAskedFor) {
    FakeRpcServer server{[](const FakeRequest&) { return http_answer(429, "Retry-After: 77\r\n", ""); }};
    EXPECT_EQ(post(server.url()).value().retry_after, 77s);
}

TEST(WebhookPoster, NamesItsFaults) {
    FakeRpcServer broken{[](const FakeRequest&) { return FakeAnswer{.bytes = "", .end = FakeAnswer::End::reset}; }};
    EXPECT_EQ(post(broken.url()).error(), PostFault::broken);
    EXPECT_EQ(post(tests::refusing_url()).error(), PostFault::unreachable);
    EXPECT_EQ(post("https://name.invalid/").error(), PostFault::unreachable);
    EXPECT_EQ(post("ftp://127.0.0.1/").error(), PostFault::url_refused);
    EXPECT_EQ(post("https://127.0.0.1/", false).error(), PostFault::url_refused);
}

TEST(WebhookPoster, UsesNoProxyOfTheEnvironment) {
    FakeRpcServer proxy{[](const FakeRequest&) { return http_answer(200, "", ""); }};
    FakeRpcServer server{[](const FakeRequest&) { return http_answer(204, "", ""); }};
    for (const char* name : {"http_proxy", "all_proxy"}) ::setenv(name, proxy.url().c_str(), 1);
    const auto answer = post(server.url());
    for (const char* name : {"http_proxy", "all_proxy"}) ::unsetenv(name);
    EXPECT_EQ(answer.value().status, 204);
    EXPECT_TRUE(proxy.requests().empty());
}

/// A name is judged by the address that the socket is opened to.
TEST(HttpClient, ConnectsNowhereThatItsRuleRefuses) {
    FakeRpcServer server{[](const FakeRequest&) { return http_answer(200, "", "{}"); }};
    const auto port = server.url().substr(server.url().rfind(':'));
    for (const std::string host : {"127.0.0.1", "localhost", "0x7f.1", "2130706433", "[::ffff:127.0.0.1]", "0.0.0.0"}) {
        boost::asio::io_context io;
        HttpClient http{io, may_connect_to};
        const std::string url = "http://" + host + port;
        const auto answer =
            run(io, [&] { return http.post(url, "{}", HttpLimits{std::chrono::steady_clock::now() + 8s, 8s, 100}); });
        ASSERT_TRUE(answer && !*answer) << url;
        EXPECT_EQ(answer->error(), HttpFault::address_refused) << url;
    }
    EXPECT_EQ(server.connections(), 0U);
}

TEST(HttpClient, AsksItsRuleAboutTheAddressItConnectsTo) {
    FakeRpcServer server{[](const FakeRequest&) { return http_answer(200, "", "{}"); }};
    boost::asio::io_context io;
    std::vector<std::string> asked;
    HttpClient http{io, [&](const sockaddr& address) {
                        char text[INET_ADDRSTRLEN] = "another family";
                        if (address.sa_family == AF_INET) {
                            inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in&>(address).sin_addr, text,
                                      sizeof text);
                        }
                        asked.emplace_back(text);
                        return true;
                    }};
    for (int i = 0; i < 2; ++i) {
        const auto answer = run(io, [&] {
            return http.post(server.url(), "{}", HttpLimits{std::chrono::steady_clock::now() + 8s, 8s, 100});
        });
        EXPECT_TRUE(answer && *answer);
    }
    EXPECT_EQ(asked, std::vector<std::string>{"127.0.0.1"});  // the second call found its connection again
}

TEST(HttpClient, HeadersOfOneCallAreNotThoseOfTheNext) {
    FakeRpcServer server{[](const FakeRequest&) { return http_answer(200, "", "{}"); }};
    boost::asio::io_context io;
    HttpClient http{io};
    for (const std::vector<std::string>& headers : {std::vector<std::string>{"x-test: 1"}, {}}) {
        const auto answer = run(io, [&] {
            return http.post(server.url(), "{}", HttpLimits{std::chrono::steady_clock::now() + 8s, 8s, 100}, headers);
        });
        EXPECT_TRUE(answer && *answer);
    }
    EXPECT_NE(server.requests().at(0).head.find("x-test: 1\r\n"), std::string::npos);
    EXPECT_EQ(server.requests().at(1).head.find("x-test"), std::string::npos);
    EXPECT_NE(server.requests().at(1).head.find("Content-Type: application/json\r\n"), std::string::npos);
}

}  // namespace
}  // namespace burner::upstreams
