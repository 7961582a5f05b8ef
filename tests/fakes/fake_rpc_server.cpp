#include "fakes/fake_rpc_server.hpp"

#include <array>

#include <boost/asio.hpp>
#include <fmt/format.h>

namespace burner::tests {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

const tcp::endpoint any_port{asio::ip::address_v4::loopback(), 0};

std::string member(const std::string& body, std::string_view key, std::string_view stops) {
    const auto at = body.find(key);
    if (at == std::string::npos) return {};
    const auto first = at + key.size();
    return body.substr(first, body.find_first_of(stops, first) - first);
}

std::string url_of(const tcp::endpoint& endpoint) {
    return fmt::format("http://127.0.0.1:{}/?api-key=canary", endpoint.port());
}

std::uint32_t crc32(std::string_view text) {
    std::uint32_t crc = ~0U;
    for (const char c : text) {
        crc ^= static_cast<std::uint8_t>(c);
        for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ (crc & 1 ? 0xedb88320U : 0U);
    }
    return ~crc;
}

template <class T>
void append_le(std::string& out, T value) {
    for (std::size_t i = 0; i < sizeof value; ++i) out += static_cast<char>(value >> 8 * i & 0xff);
}

constexpr std::string_view gzip_head{"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", 10};

}  // namespace

std::string FakeRequest::id() const {
    return member(body, R"("id":)", ",}");
}

std::string FakeRequest::method() const {
    return member(body, R"("method":")", "\"");
}

FakeAnswer http_answer(int status, std::string_view headers, std::string_view body) {
    return {fmt::format("HTTP/1.1 {} Status\r\nContent-Length: {}\r\n{}\r\n{}", status, body.size(), headers, body)};
}

FakeAnswer json_answer(std::string_view body) {
    return http_answer(200, "Content-Type: application/json\r\n", body);
}

FakeAnswer result_answer(const FakeRequest& request, std::string_view result) {
    return json_answer(fmt::format(R"({{"jsonrpc":"2.0","result":{},"id":{}}})", result, request.id()));
}

FakeAnswer error_answer(const FakeRequest& request, std::string_view error) {
    return json_answer(fmt::format(R"({{"jsonrpc":"2.0","error":{},"id":{}}})", error, request.id()));
}

std::string gzip(std::string_view text) {
    std::string out{gzip_head};
    const std::string_view all = text;
    do {  // stored blocks: RFC 1951 section 3.2.4
        const auto block = text.substr(0, 0xffff);
        text.remove_prefix(block.size());
        out += text.empty() ? '\1' : '\0';
        append_le(out, static_cast<std::uint16_t>(block.size()));
        append_le(out, static_cast<std::uint16_t>(~block.size()));
        out += block;
    } while (!text.empty());
    append_le(out, crc32(all));
    append_le(out, static_cast<std::uint32_t>(all.size()));
    return out;
}

/// Makes one block with the fixed codes (RFC 1951 section 3.2.6): an 'a', then copies of length 258, distance 1.
std::string gzip_bomb(std::uint64_t bytes) {
    std::string out{gzip_head};
    std::uint32_t pending = 0;
    int count = 0;
    const auto put = [&](std::uint32_t bits, int length) {
        pending |= bits << count;
        for (count += length; count >= 8; count -= 8, pending >>= 8) out += static_cast<char>(pending & 0xff);
    };
    put(0b011, 3);
    put(0b10001001, 8);  // 'a': 0x30 + 97, most significant bit first
    for (std::uint64_t i = 0; i < bytes / 258; ++i) put(0b00000'10100011, 13);
    return out;
}

struct FakeRpcServer::Loop {
    asio::io_context io;
    tcp::acceptor acceptor{io, any_port};
};

/// A connection that reads one request after the other and plays the script's answers.
struct FakeRpcServer::Connection {
    FakeRpcServer& server;
    tcp::socket socket;
    std::string buffer{};

    asio::awaitable<void> serve() {
        for (;;) {
            FakeRequest request;
            const auto head =
                co_await asio::async_read_until(socket, asio::dynamic_buffer(buffer), "\r\n\r\n", asio::use_awaitable);
            request.head = buffer.substr(0, head);
            buffer.erase(0, head);
            const std::string announced = member(request.head, "Content-Length: ", "\r");
            const auto length = announced.empty() ? 0 : std::stoul(announced);
            if (buffer.size() < length) {
                co_await asio::async_read(socket, asio::dynamic_buffer(buffer),
                                          asio::transfer_exactly(length - buffer.size()), asio::use_awaitable);
            }
            request.body = buffer.substr(0, length);
            buffer.erase(0, length);
            const FakeAnswer answer = server.script_(request);
            {
                const std::lock_guard lock{server.mutex_};
                server.requests_.push_back(std::move(request));
            }
            co_await play(answer);
            if (answer.end != FakeAnswer::End::keep_alive) co_return co_await end(answer.end);
        }
    }

    asio::awaitable<void> play(const FakeAnswer& answer) {
        if (answer.drip.count() == 0) co_await send(answer.bytes);
        for (std::size_t i = 0; answer.drip.count() > 0 && i < answer.bytes.size(); ++i) {
            co_await send(answer.bytes.substr(i, 1));
            co_await pause(answer.drip);
        }
        for (std::uint64_t sent = 0; sent < answer.repeated_bytes; sent += answer.repeated.size()) {
            co_await send(answer.repeated);
        }
    }

    asio::awaitable<void> send(std::string bytes) {
        server.bytes_sent_ += co_await asio::async_write(socket, asio::buffer(bytes), asio::use_awaitable);
    }

    asio::awaitable<void> pause(std::chrono::milliseconds time) {
        asio::steady_timer timer{socket.get_executor(), time};
        co_await timer.async_wait(asio::use_awaitable);
    }

    asio::awaitable<void> end(FakeAnswer::End how) {
        if (how == FakeAnswer::End::hang) co_await pause(std::chrono::hours{1});
        if (how == FakeAnswer::End::reset) socket.set_option(asio::socket_base::linger{true, 0});
        socket.close();
    }
};

FakeRpcServer::FakeRpcServer(Script script) : script_(std::move(script)), loop_(std::make_unique<Loop>()) {
    const auto accept = [this]() -> asio::awaitable<void> {
        for (;;) {
            tcp::socket socket = co_await loop_->acceptor.async_accept(asio::use_awaitable);
            socket.set_option(tcp::no_delay{true});
            ++connections_;
            const auto connection = std::make_shared<Connection>(Connection{*this, std::move(socket)});
            // The client may hang up at any point, which ends the connection's coroutine by an exception.
            asio::co_spawn(
                loop_->io, [connection] { return connection->serve(); }, [connection](const std::exception_ptr&) {});
        }
    };
    asio::co_spawn(loop_->io, accept, asio::detached);
    thread_ = std::thread{[this] { loop_->io.run(); }};
}

FakeRpcServer::~FakeRpcServer() {
    loop_->io.stop();
    thread_.join();
}

std::string FakeRpcServer::url() const {
    return url_of(loop_->acceptor.local_endpoint());
}

std::vector<FakeRequest> FakeRpcServer::requests() const {
    const std::lock_guard lock{mutex_};
    return requests_;
}

std::string refusing_url() {
    asio::io_context io;
    const tcp::acceptor acceptor{io, any_port};
    return url_of(acceptor.local_endpoint());
}

}  // namespace burner::tests
