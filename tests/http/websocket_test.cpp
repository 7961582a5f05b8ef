// Over real sockets, in raw bytes: the handshake, what RFC 6455 forbids, and how a WebSocket ends.
#include <algorithm>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "http/running_server.hpp"
#include "http/socket_client.hpp"

namespace burner::http::tests {
namespace {

using std::chrono::milliseconds;

Limits patient_limits() {
    auto limits = quick_limits();
    limits.header_deadline = limits.idle = limits.drain = milliseconds{10'000};
    auto& socket = limits.web_socket;
    socket.ping = socket.idle = socket.write = socket.close_wait = milliseconds{10'000};
    return limits;
}

/// The count of frames stands still once the kernel's buffers are full.
bool has_stalled(RunningServer& server) {
    int sent = -1;
    return eventually([&] {
        const auto before = std::exchange(sent, server.handler().flood_frames.load());
        std::this_thread::sleep_for(milliseconds{50});
        return sent > 0 && before == sent;
    });
}

std::string handshake(std::string_view fields, std::string_view line = "GET /socket/greet HTTP/1.1") {
    return std::string{line}.append("\r\nHost: a\r\n").append(fields).append("\r\n");
}

const std::string version = "Sec-WebSocket-Version: 13\r\n";
const std::string key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
const std::string upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\n";

TEST(WebSocketHandshake, IsAnsweredAsTheRfcSays) {
    RunningServer server{patient_limits()};
    for (const auto& [fields, status] : std::vector<std::pair<std::string, int>>{
             {upgrade + version + key, 101},
             {"connection: keep-alive, UPGRADE\r\nupgrade: h2c, WebSocket\r\n" + version + key, 101},
             {upgrade + version + key + "Sec-WebSocket-Extensions: permessage-deflate\r\n", 101},
             {upgrade + version + key + "Sec-WebSocket-Protocol: a, b\r\n", 101},
             {version + key, 426},
             {"Connection: Upgrade\r\n" + version + key, 426},
             {"Upgrade: websocket\r\n" + version + key, 426},
             {"Connection: Upgrade\r\nUpgrade: h2c\r\n" + version + key, 426},
             {upgrade + key, 426},
             {upgrade + key + "Sec-WebSocket-Version: 8\r\n", 426},
             {upgrade + key + version + version, 426},
             {upgrade + version, 400},
             {upgrade + version + key + key, 400},
             {upgrade + version + "Sec-WebSocket-Key: \r\n", 400},
             {upgrade + version + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25j\r\n", 400},
             {upgrade + version + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ\r\n", 400},
             {upgrade + version + "Sec-WebSocket-Key: !!hlIHNhbXBsZSBub25jZQ==\r\n", 400},
             {upgrade + version + key + "Sec-WebSocket-Protocol: a, a\r\n", 400},
             {upgrade + version + key + "Sec-WebSocket-Protocol: a b\r\n", 400},
             {upgrade + version + key + "Sec-WebSocket-Protocol: \r\n", 400},
             {upgrade + version + key + "Content-Length: 2\r\n", 400},
         }) {
        Client client{server.port()};
        client.send(handshake(fields) + (fields.contains("Length") ? "xx" : ""));
        const auto answer = client.answer(status == 101);
        EXPECT_EQ(status_of(answer), status) << fields;
        EXPECT_EQ(answer.contains("\r\nSec-WebSocket-Version: 13\r\n"), status != 101) << fields;
        EXPECT_FALSE(answer.contains("Sec-WebSocket-Extensions")) << fields;
    }
}

TEST(WebSocketHandshake, ProvesThatItWasUnderstood) {
    RunningServer server{patient_limits()};
    Client client{server.port()};
    client.send(
        handshake(upgrade + version + key + "Sec-WebSocket-Protocol: a\r\nSec-WebSocket-Protocol: b,chosen\r\n"));
    const auto answer = client.answer(true);
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 101 Switching Protocols\r\n")) << answer;
    EXPECT_TRUE(answer.contains("\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"));  // RFC 6455 1.3
    EXPECT_TRUE(answer.contains("\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"));
    EXPECT_TRUE(answer.contains("\r\nSec-WebSocket-Protocol: chosen\r\n"));
    EXPECT_FALSE(answer.contains("Content-Length"));
    EXPECT_FALSE(answer.contains("Connection: close"));
}

TEST(WebSocketHandshake, IsForGetOverHttp11) {
    RunningServer server{patient_limits()};
    for (const auto& [line, status] : std::vector<std::pair<std::string, int>>{
             {"POST /socket/greet HTTP/1.1", 400}, {"GET /socket/greet HTTP/1.0", 426}, {"GET /a HTTP/1.1", 200}}) {
        Client client{server.port()};
        client.send(handshake(upgrade + version + key, line));
        EXPECT_EQ(status_of(client.answer()), status) << line;
    }
    Client kept{server.port()};
    kept.send(handshake(version + key) + handshake(upgrade + version + key));
    EXPECT_EQ(status_of(kept.answer()), 426);
    EXPECT_EQ(status_of(kept.answer(true)), 101);
}

TEST(WebSocketHandshake, EndsTheConnectionOfAClientThatDoesNotWaitForIt) {
    RunningServer server{patient_limits()};
    Client client{server.port()};
    client.send(handshake(upgrade + version + key, "GET /socket/hold HTTP/1.1") + masked_frame(0x81, "early"));
    EXPECT_EQ(status_of(client.answer(true)), 101);
    EXPECT_TRUE(client.rest().has_value());
    EXPECT_EQ(server.handler().sockets, 0);
}

TEST(WebSocket, SendsAndCloses) {
    RunningServer server{patient_limits()};
    SocketClient client{server.port(), "/socket/greet"};
    const auto hello = client.next();
    ASSERT_TRUE(hello);
    EXPECT_EQ(hello->opcode, 1);
    EXPECT_EQ(hello->payload, "hello");
    EXPECT_EQ(client.closed_with(), 1000);
    EXPECT_TRUE(client.raw().closed());
    EXPECT_TRUE(eventually([&] { return server.open() == 0; }));
}

TEST(WebSocket, EndsWithALastMessageAndAnApplicationsCode) {
    RunningServer server{patient_limits()};
    SocketClient client{server.port(), "/socket/last"};
    EXPECT_EQ(client.next()->payload, "bye");
    const auto close = client.next();
    ASSERT_TRUE(close);
    EXPECT_EQ(close->opcode, 8);
    EXPECT_EQ(close->payload, close_payload(4401, "session_expired"));
    SocketClient failing{server.port(), "/socket/throw"};
    EXPECT_EQ(failing.closed_with(), 1011);
}

struct Forbidden {
    std::string name;
    std::string bytes;
    int code;
};

std::vector<Forbidden> forbidden() {
    const std::string mask(4, '\0');
    std::vector<Forbidden> rows{
        {"not masked", "\x81\x01x", 1002},
        {"reserved bit 1", masked_frame(0xc1, ""), 1002},
        {"reserved bit 2", masked_frame(0xa1, ""), 1002},
        {"reserved bit 3", masked_frame(0x91, ""), 1002},
        {"reserved bit of a control frame", masked_frame(0xc9, ""), 1002},
        {"fragmented ping", masked_frame(0x09, ""), 1002},
        {"ping of 126 bytes", masked_frame(0x89, std::string(126, 'x')), 1002},
        {"continuation of nothing", masked_frame(0x80, "x"), 1002},
        {"message within a message", masked_frame(0x01, "a") + masked_frame(0x81, "b"), 1002},
        {"length in two bytes for nothing", std::string{"\x81\xfe\x00\x7d", 4} + mask, 1002},
        {"length in eight bytes for nothing", std::string{"\x81\xff\0\0\0\0\0\0\xff\xff", 10} + mask, 1002},
        {"negative length", std::string{"\x82\xff\x80\0\0\0\0\0\0\0", 10} + mask, 1002},
        {"too large", masked_frame(0x82, std::string(1025, 'x')), 1009},
        {"too large in pieces", masked_frame(0x02, std::string(1000, 'x')) + masked_frame(0x80, std::string(25, 'x')),
         1009},
        {"announced as huge", std::string{"\x82\xff\0\0\x01\0\0\0\0\0", 10} + mask, 1009},
        {"no UTF-8", masked_frame(0x81, "\xff"), 1007},
        {"overlong UTF-8", masked_frame(0x81, "\xc0\xaf"), 1007},
        {"a surrogate", masked_frame(0x81, "\xed\xa0\x80"), 1007},
        {"half a character", masked_frame(0x81, "\xe2\x82"), 1007},
        {"no UTF-8, in pieces", masked_frame(0x01, "\xe2\x82") + masked_frame(0x80, "x"), 1007},
        {"no UTF-8, in a first piece", masked_frame(0x01, "\xf4\x90\x80\x80"), 1007},
        {"no UTF-8, in a middle piece", masked_frame(0x01, "\xe2\x82") + masked_frame(0x00, "x"), 1007},
        {"no UTF-8, cut within a character", masked_frame(0x01, "\xf4\x90"), 1007},
        {"a surrogate, cut in half", masked_frame(0x01, "\xed\xa0"), 1007},
        {"a byte that begins no character", masked_frame(0x01, "\xf5"), 1007},
        {"close with one byte", masked_frame(0x88, "\x03"), 1002},
        {"close without UTF-8", masked_frame(0x88, close_payload(1000, "\xff")), 1007},
    };
    for (const int opcode : {3, 4, 5, 6, 7, 11, 12, 13, 14, 15}) {
        rows.push_back({"opcode " + std::to_string(opcode), masked_frame(0x80 | opcode, ""), 1002});
    }
    for (const int code : {0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535}) {
        rows.push_back({"close code " + std::to_string(code), masked_frame(0x88, close_payload(code)), 1002});
    }
    return rows;
}

TEST(WebSocket, ClosesOnWhatTheRfcForbids) {
    RunningServer server{patient_limits()};
    for (const auto& [name, bytes, code] : forbidden()) {
        SocketClient client{server.port(), "/socket/hold"};
        client.raw().send(bytes);
        EXPECT_EQ(client.closed_with(), code) << name;
        client.raw().finish_sending();
        EXPECT_TRUE(client.raw().rest().has_value()) << name;
    }
    EXPECT_TRUE(eventually([&] { return server.open() == 0 && server.handler().sockets == 0; }));
}

TEST(WebSocket, TakesWhatTheRfcAllows) {
    RunningServer server{patient_limits()};
    const std::string half = "\xe2\x82";
    const std::string messages = masked_frame(0x81, "") + masked_frame(0x82, std::string(1024, '\xff')) +
                                 masked_frame(0x01, half) + masked_frame(0x8a, "unasked") + masked_frame(0x00, "") +
                                 masked_frame(0x80, "\xac") + masked_frame(0x81, std::string(126, 'x')) +
                                 masked_frame(0x89, "well?");
    SocketClient whole{server.port(), "/socket/hold"};
    whole.raw().send(messages);
    SocketClient byte_by_byte{server.port(), "/socket/hold"};
    for (const char c : messages) byte_by_byte.raw().send({&c, 1});
    for (auto* client : {&whole, &byte_by_byte}) {
        const auto pong = client->next();
        ASSERT_TRUE(pong);
        EXPECT_EQ(pong->opcode, 10);
        EXPECT_EQ(pong->payload, "well?");
    }
}

TEST(WebSocket, AnswersTheLastOfThePingsThatCameWhileItSent) {
    RunningServer server{patient_limits()};
    SocketClient client{server.port(), "/socket/flood"};
    ASSERT_TRUE(has_stalled(server));
    for (const auto* ping : {"A", "B", "C"}) {
        client.send(0x89, ping);
        std::this_thread::sleep_for(milliseconds{100});
    }
    std::vector<std::string> pongs;
    for (int i = 0; i < 200; ++i) {
        const auto frame = client.next();
        ASSERT_TRUE(frame);
        if (frame->opcode == 10) pongs.push_back(frame->payload);
    }
    EXPECT_EQ(pongs, std::vector<std::string>{"C"});
}

TEST(WebSocket, AnswersEachPingWhereNoneWaits) {
    RunningServer server{patient_limits()};
    SocketClient client{server.port(), "/socket/hold"};
    client.raw().send(masked_frame(0x89, "A") + masked_frame(0x89, "B") + masked_frame(0x88, ""));
    EXPECT_EQ(client.next()->payload, "A");
    EXPECT_EQ(client.next()->payload, "B");
    EXPECT_EQ(client.next()->opcode, 8);
}

TEST(WebSocket, AnswersTheClientsClose) {
    RunningServer server{patient_limits()};
    const auto expect_echo = [&](std::string_view sent, std::string_view echoed) {
        SocketClient client{server.port(), "/socket/hold"};
        client.send(0x88, sent);
        const auto close = client.next();
        ASSERT_TRUE(close);
        EXPECT_EQ(close->opcode, 8);
        EXPECT_EQ(close->payload, echoed);
        EXPECT_TRUE(client.raw().closed());
    };
    expect_echo("", "");
    for (const int code : {1000, 1001, 1002, 1003, 1007, 1011, 1014, 3000, 4999})
        expect_echo(close_payload(code, "why"), close_payload(code));
    EXPECT_TRUE(eventually([&] { return server.open() == 0 && server.handler().sockets == 0; }));
}

TEST(WebSocket, EndsItsTaskWhenTheClientGoes) {
    RunningServer server{patient_limits()};
    for (const auto* path : {"/socket/hold", "/socket/flood", "/socket/careful"}) {
        {
            const SocketClient client{server.port(), path};
            EXPECT_TRUE(eventually([&] { return server.handler().sockets == 1; }));
        }
        EXPECT_TRUE(eventually([&] { return server.open() == 0 && server.handler().sockets == 0; })) << path;
    }
}

TEST(WebSocket, PingsASilentClientAndCutsAMuteOne) {
    RunningServer server{quick_limits()};
    SocketClient client{server.port(), "/socket/hold"};
    for (int i = 0; i < 6; ++i) {
        const auto ping = client.next();
        ASSERT_TRUE(ping);
        EXPECT_EQ(ping->opcode, 9);
        client.send(0x8a, ping->payload);
    }
    EXPECT_EQ(client.closed_with(), 1006);  // it answers no more
    EXPECT_TRUE(eventually([&] { return server.open() == 0 && server.handler().sockets == 0; }));
}

/// One client sends at once, and one asks whether there is room before.
class FloodedWebSocket : public testing::TestWithParam<const char*> {};

INSTANTIATE_TEST_SUITE_P(, FloodedWebSocket, testing::Values("/socket/flood", "/socket/careful"));

TEST_P(FloodedWebSocket, DropsAClientThatDoesNotRead) {
    auto limits = quick_limits();
    limits.web_socket.ping = limits.web_socket.idle = milliseconds{10'000};
    RunningServer server{limits};
    SocketClient stalled{server.port(), GetParam()};
    SocketClient reading{server.port(), GetParam()};
    for (int i = 0; i < 500; ++i) ASSERT_TRUE(reading.next()) << i;
    EXPECT_TRUE(eventually([&] { return reading.next() && server.handler().sockets == 1; }));
    EXPECT_EQ(stalled.closed_with(), 1006);
}

TEST_P(FloodedWebSocket, WaitsForASlowClientInsteadOfKeepingItsFrames) {
    RunningServer server{patient_limits()};
    SocketClient client{server.port(), GetParam()};
    ASSERT_TRUE(has_stalled(server));
    const int sent = server.handler().flood_frames;
    EXPECT_LT(sent, 200);
    for (int i = 0; i < sent + 50; ++i) ASSERT_TRUE(client.next());
    EXPECT_GT(server.handler().flood_frames, sent);
}

TEST_P(FloodedWebSocket, IsToldThatTheServerStops) {
    RunningServer server{patient_limits()};
    SocketClient holding{server.port(), "/socket/hold"};
    SocketClient flooded{server.port(), GetParam()};
    ASSERT_TRUE(eventually([&] { return server.handler().sockets == 2; }));
    auto drained = server.drain();
    EXPECT_EQ(holding.closed_with(), 1001);
    EXPECT_EQ(flooded.closed_with(), 1001);
    EXPECT_EQ(drained.wait_for(std::chrono::seconds{5}), std::future_status::ready);
    EXPECT_EQ(server.handler().sockets, 0);
}

TEST(WebSocket, DoesNotWaitForEverForTheClientsClose) {
    RunningServer server{quick_limits()};
    const SocketClient silent{server.port(), "/socket/greet"};
    EXPECT_TRUE(eventually([&] { return server.open() == 0; }));
}

TEST(WebSocket, CountsAsAConnection) {
    auto limits = patient_limits();
    limits.connections = 2;
    RunningServer server{limits};
    const SocketClient one{server.port(), "/socket/hold"};
    const SocketClient two{server.port(), "/socket/hold"};
    Client third{server.port()};
    EXPECT_EQ(status_of(third.answer()), 503);
}

}  // namespace
}  // namespace burner::http::tests
