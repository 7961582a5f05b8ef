// Over real sockets: what a client gets, and when the connection ends.
#include "http/server.hpp"

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "http/requests.hpp"

namespace burner::http::tests {
namespace {

using std::chrono::milliseconds;

TEST(Server, AnswersOnAConnectionThatStays) {
    RunningServer server{patient_limits()};
    Client client{server.port()};
    for (int i = 0; i < 3; ++i) {
        client.send(get);
        const auto answer = client.answer();
        EXPECT_EQ(status_of(answer), 200);
        EXPECT_EQ(body_of(answer), "GET|/a|b||127.0.0.1|none|1");
        EXPECT_TRUE(answer.contains("\r\nContent-Type: text/plain\r\n"));
        EXPECT_TRUE(answer.contains("\r\nDate: "));
        EXPECT_FALSE(answer.contains("\r\nConnection:"));
    }
}

TEST(Server, TakesTheWordOfTrustedProxiesAboutTheClient) {
    RunningServer server{patient_limits(), {.trusted_proxies = {*base::parse_ip_network("127.0.0.2")}}};
    const std::string forwarded = "GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 203.0.113.7, 127.0.0.2\r\n\r\n";
    Client proxy{server.port(), {.from = "127.0.0.2"}};
    Client other{server.port(), {.from = "127.0.0.3"}};
    for (int i = 0; i < 2; ++i) {
        proxy.send(forwarded);
        EXPECT_EQ(body_of(proxy.answer()), "GET|/|||203.0.113.7|none|2");
        other.send(forwarded);
        EXPECT_EQ(body_of(other.answer()), "GET|/|||127.0.0.3|none|2");
        proxy.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        EXPECT_EQ(body_of(proxy.answer()), "GET|/|||127.0.0.2|none|1");
    }
}

/// Where IPv6 is switched off there is no such socket.

TEST(Server, NamesAnIpv4ClientAlikeOnASocketForBothVersions) try {
    RunningServer server{patient_limits(),
                         {.address = "::", .trusted_proxies = {*base::parse_ip_network("127.0.0.2")}}};
    for (const auto& [from, client] : {std::pair{"127.0.0.3", "127.0.0.3"}, {"127.0.0.2", "2001:db8::7"}}) {
        Client asking{server.port(), {.from = from}};
        asking.send("GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 2001:DB8:0::7\r\n\r\n");
        EXPECT_EQ(body_of(asking.answer()), std::string{"GET|/|||"} + client + "|none|2");
    }
} catch (const std::runtime_error& unavailable) {
    GTEST_SKIP() << unavailable.what();
}

TEST(Server, AnswersPipelinedRequestsInOrder) {
    RunningServer server{patient_limits()};
    Client client{server.port()};
    std::string requests;
    for (int i = 0; i < 200; ++i) requests += post("/echo", std::to_string(i)) + (i % 3 == 0 ? "\r\n" : "");
    client.send(requests);
    for (int i = 0; i < 200; ++i) ASSERT_EQ(body_of(client.answer()), std::to_string(i));
}

TEST(Server, TakesARequestByteByByte) {
    RunningServer server{patient_limits()};
    Client client{server.port()};
    for (const std::string& request :
         {post("/echo", "hello"),
          std::string{"POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"}}) {
        for (const char c : request) {
            client.send({&c, 1});
            std::this_thread::yield();
        }
        EXPECT_EQ(body_of(client.answer()), "hello");
    }
}

TEST(Server, TakesBodiesUpToTheLimit) {
    RunningServer server{patient_limits()};
    const std::string largest(100'000, 'x');
    const std::string chunked = "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    Client client{server.port()};
    client.send(post("/echo", largest) + get);
    EXPECT_EQ(body_of(client.answer()), largest);
    EXPECT_EQ(status_of(client.answer()), 200);
    client.send(chunked + "186A0\r\n" + largest + "\r\n0\r\nX: y\r\n\r\n" + get + get);
    EXPECT_EQ(body_of(client.answer()), largest);
    EXPECT_EQ(status_of(client.answer()), 200);
    EXPECT_EQ(body_of(client.answer()), "GET|/a|b||127.0.0.1|none|1");
    client.send(post("/echo", largest + 'x'));
    EXPECT_EQ(status_of(client.answer()), 413);
    EXPECT_TRUE(client.closed());
    Client other{server.port()};
    other.send(chunked + "186A1\r\n" + largest);
    EXPECT_EQ(status_of(other.answer()), 413);
    EXPECT_TRUE(other.closed());
}

TEST(Server, TakesHeadsUpToTheLimit) {
    RunningServer server{patient_limits()};
    const auto request = [](std::size_t size) {
        std::string text = "GET / HTTP/1.1\r\nHost: a\r\nX: ";
        text.append(size - text.size() - 4, 'x');
        return text + "\r\n\r\n";
    };
    Client client{server.port()};
    client.send(request(16384) + get);
    EXPECT_EQ(status_of(client.answer()), 200);
    EXPECT_EQ(status_of(client.answer()), 200);
    client.send(request(16385));
    EXPECT_EQ(status_of(client.answer()), 431);
    EXPECT_TRUE(client.closed());
    Client endless{server.port()};
    endless.send("GET /" + std::string(20'000, 'x'));
    EXPECT_EQ(status_of(endless.answer()), 414);
    EXPECT_TRUE(endless.closed());
    Client wordy{server.port()};
    wordy.send(std::string(100'000, 'X'));
    EXPECT_EQ(status_of(wordy.answer()), 501);
    EXPECT_TRUE(wordy.closed());
}

TEST(Server, ClosesAfterARefusal) {
    RunningServer server{patient_limits()};
    for (const std::string request :
         {"GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\nHost: a\n\n", "\x16\x03\x01",
          "GET http://b/ HTTP/1.1\r\nHost: a\r\n\r\n",
          "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
          "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n"}) {
        Client client{server.port()};
        client.send(request + get);
        const auto answer = client.answer();
        EXPECT_EQ(status_of(answer), 400) << request;
        EXPECT_TRUE(answer.contains("\r\nConnection: close\r\n")) << request;
        EXPECT_TRUE(client.closed()) << request;
    }
}

TEST(Server, HonoursWhatTheClientAsksOfTheConnection) {
    RunningServer server{patient_limits()};
    for (const std::string request : {"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                                      "GET / HTTP/1.0\r\n\r\n", "GET /close HTTP/1.1\r\nHost: a\r\n\r\n"}) {
        Client client{server.port()};
        client.send(request);
        const auto answer = client.answer();
        EXPECT_EQ(status_of(answer), 200);
        EXPECT_TRUE(answer.contains("\r\nConnection: close\r\n"));
        EXPECT_TRUE(client.closed());
    }
    Client client{server.port()};
    for (int i = 0; i < 2; ++i) {
        client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
        EXPECT_TRUE(client.answer().contains("\r\nConnection: keep-alive\r\n"));
    }
}

TEST(Server, SendsNoContentWhereNoneBelongs) {
    RunningServer server{patient_limits()};
    Client client{server.port()};
    client.send("HEAD /shared HTTP/1.1\r\nHost: a\r\n\r\n" + get);
    EXPECT_TRUE(client.answer(true).contains("\r\nContent-Length: 6\r\n"));
    EXPECT_EQ(status_of(client.answer()), 200);
    client.send("GET /empty HTTP/1.1\r\nHost: a\r\n\r\n" + get);
    const auto empty = client.answer();
    EXPECT_EQ(status_of(empty), 204);
    EXPECT_FALSE(empty.contains("Content-"));
    EXPECT_EQ(status_of(client.answer()), 200);
    client.send("GET /shared HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(body_of(client.answer()), "shared");
}

TEST(Server, SendsNoFieldThatAValueMadeUp) {
    RunningServer server{patient_limits()};
    Client client{server.port()};
    client.send("GET /inject HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_TRUE(client.answer().contains("\r\nX-Value: a  Set-Cookie: b\r\n"));
}

TEST(Server, ConfirmsTheExpectationOfABody) {
    RunningServer server{patient_limits()};
    Client client{server.port()};
    const std::string head = "POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: ";
    client.send(head + "5\r\n\r\n");
    EXPECT_EQ(client.answer(), "HTTP/1.1 100 Continue\r\n\r\n");
    client.send("hello");
    EXPECT_EQ(body_of(client.answer()), "hello");
    client.send(head + "5\r\n\r\nhello");
    EXPECT_EQ(body_of(client.answer()), "hello");
    client.send(head + "100001\r\n\r\n");
    EXPECT_EQ(status_of(client.answer()), 413);
}

TEST(Server, SendsLargeAnswersToClientsThatReadLate) {
    RunningServer server{patient_limits()};
    Client client{server.port()};
    client.send("GET /big HTTP/1.1\r\nHost: a\r\n\r\n" + get);
    std::this_thread::sleep_for(milliseconds{30});
    EXPECT_EQ(body_of(client.answer()).size(), 8'000'000U);
    EXPECT_EQ(status_of(client.answer()), 200);
}

TEST(Server, AnswersAClientThatHasFinishedSending) {
    RunningServer server{patient_limits()};
    Client client{server.port()};
    client.send(get);
    client.finish_sending();
    EXPECT_EQ(status_of(client.answer()), 200);
    EXPECT_TRUE(client.closed());
}

TEST(Server, TurnsAnExceptionIntoOneAnswer) {
    RunningServer server{patient_limits()};
    Client client{server.port()};
    client.send("GET /throw HTTP/1.1\r\nHost: a\r\n\r\n" + get);
    EXPECT_EQ(status_of(client.answer()), 500);
    EXPECT_EQ(status_of(client.answer()), 200);
    server.handler().refusal_throws = true;
    client.send("GET /throw HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_TRUE(client.closed());
    EXPECT_TRUE(eventually([&] { return server.open() == 0; }));
}

TEST(Server, RefusesAnAddressInUse) {
    RunningServer server;
    boost::asio::io_context context{1};
    EchoHandler handler;
    SharedState shared;
    EXPECT_THROW(Server(context, handler, {.port = server.port()}, {}, shared), std::runtime_error);
    EXPECT_THROW(Server(context, handler, {.address = "nowhere"}, {}, shared), std::runtime_error);
    const Server joined{context, handler, {.port = server.port(), .join = true}, {}, shared};
    EXPECT_EQ(joined.port(), server.port());
}

TEST(Server, ServesManyClientsAtOnce) {
    RunningServer server{patient_limits()};
    std::vector<std::thread> threads;
    threads.reserve(8);
    std::atomic<int> right = 0;
    for (int thread = 0; thread < 8; ++thread) {
        threads.emplace_back([&, thread] {
            std::vector<Client> clients;
            clients.reserve(25);
            for (int i = 0; i < 25; ++i) clients.emplace_back(server.port());
            for (int round = 0; round < 4; ++round) {
                const auto body =
                    std::to_string(thread * 10 + round) + std::string(static_cast<std::size_t>(round) * 4000, 'x');
                for (auto& client : clients) client.send(post("/echo", body));
                for (auto& client : clients) right += body_of(client.answer()) == body ? 1 : 0;
            }
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(right, 8 * 25 * 4);
}

}  // namespace
}  // namespace burner::http::tests
