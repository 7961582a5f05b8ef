#include "upstreams/http_client.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/steady_timer.hpp>
#include <gtest/gtest.h>

#include "upstreams/rpc_harness.hpp"

namespace burner::upstreams {
namespace {

using tests::FakeAnswer;
using tests::FakeRequest;
using tests::FakeRpcServer;
using tests::http_answer;

HttpLimits limits(std::size_t max_bytes) {
    return {std::chrono::steady_clock::now() + 8s, 8s, max_bytes};
}

struct ClientHarness {
    boost::asio::io_context io;
    HttpClient http{io};

    base::Result<HttpAnswer, HttpFault> post(const std::string& url, std::string_view body, std::size_t max_bytes) {
        auto result = run(io, [&] { return http.post(url, body, limits(max_bytes)); });
        if (!result) throw std::runtime_error("the call did not end");
        return std::move(*result);
    }
};

TEST(HttpClient, TakesABodyUpToItsBoundAfterDecompression) {
    const std::string text(100'000, 'x');
    FakeRpcServer plain{[&](const FakeRequest&) { return http_answer(200, "", text); }};
    FakeRpcServer packed{
        [&](const FakeRequest&) { return http_answer(200, "Content-Encoding: gzip\r\n", tests::gzip(text)); }};
    ClientHarness client;
    for (const std::string& url : {plain.url(), packed.url()}) {
        const auto whole = client.post(url, "{}", text.size());
        ASSERT_TRUE(whole);
        EXPECT_EQ(whole->body, text);
        const auto cut = client.post(url, "{}", text.size() - 1);
        ASSERT_FALSE(cut);
        EXPECT_EQ(cut.error(), HttpFault::too_large);
    }
}

TEST(HttpClient, SendsTheBodyAsItIs) {
    FakeRpcServer server{[](const FakeRequest& request) { return http_answer(200, "", request.body); }};
    ClientHarness client;
    std::string body(300'000, 'x');
    body[7] = '\0';
    for (const std::string& sent : {std::string{}, std::string{"{}"}, body}) {
        const auto answer = client.post(server.url(), sent, 1 << 20);
        ASSERT_TRUE(answer);
        EXPECT_EQ(answer->body, sent);
    }
    EXPECT_NE(server.requests()[0].head.find("POST /?api-key=canary HTTP/1.1\r\n"), std::string::npos);
    EXPECT_EQ(server.connections(), 1U);
}

TEST(HttpClient, FollowsNoRedirect) {
    FakeRpcServer target{[](const FakeRequest&) { return http_answer(200, "", "{}"); }};
    FakeRpcServer server{
        [&](const FakeRequest&) { return http_answer(302, fmt::format("Location: {}\r\n", target.url()), ""); }};
    ClientHarness client;
    const auto answer = client.post(server.url(), "{}", 100);
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 302);
    EXPECT_TRUE(target.requests().empty());
}

TEST(HttpClient, SpeaksOnlyHttp) {
    ClientHarness client;
    for (const std::string url :
         {"file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/", "dict://127.0.0.1/", "::"}) {
        const auto answer = client.post(url, "{}", 100);
        ASSERT_FALSE(answer) << url;
        EXPECT_EQ(answer.error(), HttpFault::unreachable) << url;
    }
}

TEST(HttpClient, ReconnectsWhenAnIdleConnectionWasClosed) {
    FakeRpcServer server{[](const FakeRequest&) {
        FakeAnswer answer = http_answer(200, "", "{}");
        answer.end = FakeAnswer::End::close;
        return answer;
    }};
    ClientHarness client;
    for (int i = 0; i < 5; ++i) EXPECT_TRUE(client.post(server.url(), "{}", 100));
    EXPECT_EQ(server.connections(), 5U);
}

TEST(HttpClient, RunsManyCallsAtOnce) {
    FakeRpcServer server{[](const FakeRequest& request) { return http_answer(200, "", request.body); }};
    ClientHarness client;
    const std::string url = server.url();
    std::vector<std::string> bodies;
    for (int i = 0; i < 500; ++i) bodies.push_back(std::to_string(i));
    std::size_t good = 0;
    for (const std::string& body : bodies) {
        boost::asio::co_spawn(
            client.io, [&] { return client.http.post(url, body, limits(100)); },
            [&](const std::exception_ptr&, const base::Result<HttpAnswer, HttpFault>& answer) {
                good += answer && answer->body == body ? 1 : 0;
            });
    }
    client.io.run_for(20s);
    EXPECT_EQ(good, bodies.size());
    EXPECT_LE(server.connections(), 64U);
}

TEST(HttpClient, EndsTheTransferWhenTheCallIsCancelled) {
    FakeRpcServer server{[](const FakeRequest& request) {
        FakeAnswer answer = http_answer(200, "", "{}");
        if (request.body == "hang") answer = {.bytes = "", .end = FakeAnswer::End::hang};
        return answer;
    }};
    ClientHarness client;
    boost::asio::cancellation_signal cancel;
    boost::asio::steady_timer timer{client.io, 50ms};
    timer.async_wait([&](const boost::system::error_code&) { cancel.emit(boost::asio::cancellation_type::terminal); });
    bool cancelled = false;
    boost::asio::co_spawn(
        client.io, [&] { return client.http.post(server.url(), "hang", limits(100)); },
        boost::asio::bind_cancellation_slot(
            cancel.slot(), [&](const std::exception_ptr& error, const base::Result<HttpAnswer, HttpFault>&) {
                cancelled = error != nullptr;
            }));
    client.io.run_for(20s);
    EXPECT_TRUE(cancelled);
    EXPECT_TRUE(client.post(server.url(), "{}", 100));
}

TEST(HttpClient, MayBeDroppedWithCallsUnderWay) {
    FakeRpcServer server{[](const FakeRequest&) { return FakeAnswer{.bytes = "", .end = FakeAnswer::End::hang}; }};
    const std::string url = server.url();
    std::size_t ended = 0;
    {
        boost::asio::io_context io;
        HttpClient http{io};
        for (int i = 0; i < 3; ++i) {
            boost::asio::co_spawn(
                io, [&] { return http.post(url, "{}", limits(100)); },
                [&](const std::exception_ptr&, const base::Result<HttpAnswer, HttpFault>&) { ++ended; });
        }
        while (server.requests().size() < 3) io.run_for(1ms);
    }
    EXPECT_EQ(ended, 0U);
}

}  // namespace
}  // namespace burner::upstreams
