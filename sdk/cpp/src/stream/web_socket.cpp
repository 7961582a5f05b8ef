#include "stream/web_socket.hpp"

#include <functional>

#include <boost/asio/connect.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/ssl.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <burnandclaim/errors.hpp>
#include <fmt/format.h>

#include "redact.hpp"
#include "transport.hpp"

namespace burnandclaim {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = boost::beast::websocket;
using asio::ip::tcp;
using boost::system::error_code;
using std::chrono::milliseconds;
using std::chrono::steady_clock;
using TlsStream = asio::ssl::stream<tcp::socket>;

/// The most bytes of a message, which no message of the API comes near: a chunk has 500 items at most.
constexpr std::size_t max_message_bytes = std::size_t{16} << 20;
/// The longest that the server's answer to a goodbye is waited for.
constexpr milliseconds goodbye_time{250};

/// Asio's loop, run in the calls of one thread until what they wait for is done.
class Loop {
  public:
    explicit Loop(std::stop_token stop_token) : stop_token_(std::move(stop_token)) {}

    asio::io_context& context() { return context_; }
    /// Runs until it is done; false when the deadline passed first. Throws CancelledError.
    bool run(const bool& is_done, steady_clock::time_point deadline) {
        while (!is_done) {
            throw_if_stopped(stop_token_);
            if (context_.run_one_until(deadline) == 0) return is_done;
        }
        return true;
    }
    /// Runs in the same way, but in spite of a stop.
    void finish(const bool& is_done, steady_clock::time_point deadline) {
        while (!is_done && context_.run_one_until(deadline) > 0) {
        }
    }

  private:
    struct Wake {
        asio::io_context& context;
        void operator()() const {
            asio::post(context, [] {});
        }
    };

    asio::io_context context_{1};
    asio::executor_work_guard<asio::io_context::executor_type> work_{context_.get_executor()};
    std::stop_token stop_token_;
    std::stop_callback<Wake> wake_{stop_token_, Wake{context_}};
};

/// The result of an operation, which may outlive the call that gave up on it.
template <class Value>
struct Outcome {
    bool is_done = false;
    error_code error;
    Value value{};
};

std::string words(const error_code& error) {
    return redact(error.message());
}

Closing closing_of(const error_code& error, const websocket::close_reason& said) {
    if (error == websocket::error::closed) return {said.code, std::string{std::string_view{said.reason}}};
    if (error == websocket::error::message_too_big || error == websocket::error::buffer_overflow)
        return {websocket::close_code::too_big, words(error)};
    if (error == websocket::error::bad_frame_payload) return {websocket::close_code::bad_payload, words(error)};
    if (error == websocket::condition::protocol_violation) return {websocket::close_code::protocol_error, words(error)};
    return {websocket::close_code::abnormal, words(error)};
}

HttpAnswer answer_of(websocket::response_type& response) {
    const auto text = [&](std::string_view name) { return std::string{response[name]}; };
    return {.status = static_cast<int>(response.result_int()),
            .body = std::move(response.body()),
            .retry_after = text("Retry-After"),
            .request_id = text("X-Request-Id")};
}

/// A WebSocket that runs on `Next`: TCP, or TLS over it.
template <class Next>
class Socket final : public WebSocket {
  public:
    template <class... Arguments>
    explicit Socket(const WebSocketRequest& request, Arguments&... arguments)
        : deadline_(steady_clock::now() + request.timeout),
          timeout_(request.timeout),
          loop_(request.stop_token),
          stream_(loop_.context(), arguments...) {
        stream_.read_message_max(max_message_bytes);
    }
    ~Socket() override { say_goodbye(); }

    /// Opens the socket; nullopt when it is open, otherwise the answer of a server that declined.
    std::optional<HttpAnswer> open(const WebSocketRequest& request) {
        connect_tcp(request.url);
        if constexpr (std::is_same_v<Next, TlsStream>) start_tls(request.url.host);
        const auto colon = request.credential.find(": ");
        stream_.set_option(websocket::stream_base::decorator(
            [name = request.credential.substr(0, colon),
             value = request.credential.substr(colon + 2)](websocket::request_type& upgrade) {
                upgrade.set(name, value);
                upgrade.set(beast::http::field::user_agent, "burnandclaim-cpp");
            }));
        const error_code error = await([&](auto done) {
            stream_.async_handshake(response_, request.url.authority, request.url.target, std::move(done));
        });
        if (error == websocket::error::upgrade_declined) return answer_of(response_);
        refuse(error);
        is_open_ = true;
        return std::nullopt;
    }

    std::variant<std::string, Closing> read(std::optional<milliseconds> patience) override {
        if (!is_reading_) start_reading();
        const auto deadline = patience ? steady_clock::now() + *patience : steady_clock::time_point::max();
        if (!loop_.run(is_read_, deadline))
            throw TransportError(fmt::format("Nothing came within {} ms", patience->count()));
        is_reading_ = false;
        if (read_error_) {
            is_open_ = false;
            return closing_of(read_error_, stream_.reason());
        }
        std::string text = stream_.got_text() ? beast::buffers_to_string(buffer_.data()) : std::string{};
        buffer_.consume(buffer_.size());
        return text;
    }

  private:
    void connect_tcp(const UrlParts& url) {
        tcp::resolver resolver{loop_.context()};
        auto found = std::make_shared<Outcome<tcp::resolver::results_type>>();
        resolver.async_resolve(url.host, url.port, [found](error_code error, tcp::resolver::results_type endpoints) {
            *found = {true, error, std::move(endpoints)};
        });
        if (!loop_.run(found->is_done, deadline_)) throw_timeout();
        refuse(found->error);
        auto& socket = beast::get_lowest_layer(stream_);
        refuse(await([&](auto done) { asio::async_connect(socket, found->value, std::move(done)); }));
        socket.set_option(tcp::no_delay{true});
        socket.set_option(asio::socket_base::keep_alive{true});
    }

    void start_tls(const std::string& host) {
        TlsStream& tls = stream_.next_layer();
        tls.set_verify_mode(asio::ssl::verify_peer);
        tls.set_verify_callback(asio::ssl::host_name_verification(host));
        SSL_set_tlsext_host_name(tls.native_handle(), host.c_str());
        refuse(await([&](auto done) { tls.async_handshake(TlsStream::client, std::move(done)); }));
    }

    /// Runs an operation to its end.
    template <class Start>
    error_code await(const Start& start) {
        auto outcome = std::make_shared<Outcome<bool>>();
        start([outcome](error_code error, const auto&...) { *outcome = {true, error}; });
        if (!loop_.run(outcome->is_done, deadline_)) throw_timeout();
        return outcome->error;
    }

    static void refuse(const error_code& error) {
        if (error) throw TransportError(words(error));
    }
    [[noreturn]] void throw_timeout() const {
        throw TransportError(fmt::format("No complete answer within {} ms", timeout_.count()));
    }

    void start_reading() {
        is_reading_ = true;
        is_read_ = false;
        stream_.async_read(buffer_, [this](error_code error, std::size_t) {
            is_read_ = true;
            read_error_ = error;
        });
    }

    /// Closes the socket. Without a deadline of its own a peer that never answers would hold the destructor.
    void say_goodbye() noexcept {
        if (!is_open_) return;
        try {
            bool is_closed = false;
            stream_.async_close(websocket::close_code::normal, [&](error_code) { is_closed = true; });
            loop_.finish(is_closed, steady_clock::now() + goodbye_time);
        } catch (...) {  // NOLINT(bugprone-empty-catch): the connection is dropped either way
        }
    }

    steady_clock::time_point deadline_;  ///< of the opening
    milliseconds timeout_;
    Loop loop_;
    websocket::stream<Next> stream_;
    websocket::response_type response_;
    beast::flat_buffer buffer_;
    bool is_open_ = false;
    bool is_reading_ = false;
    bool is_read_ = false;
    error_code read_error_;
};

template <class Next, class... Arguments>
std::variant<std::unique_ptr<WebSocket>, HttpAnswer> open_over(const WebSocketRequest& request,
                                                               Arguments&... arguments) {
    auto socket = std::make_unique<Socket<Next>>(request, arguments...);
    if (auto declined = socket->open(request)) return *std::move(declined);
    return socket;
}

}  // namespace

std::variant<std::unique_ptr<WebSocket>, HttpAnswer> open_web_socket(const WebSocketRequest& request) {
    if (!request.url.is_tls) return open_over<tcp::socket>(request);
    asio::ssl::context tls{asio::ssl::context::tls_client};  // a stream of it keeps what it needs
    tls.set_default_verify_paths();
    return open_over<TlsStream>(request, tls);
}

}  // namespace burnandclaim
