#include "upstreams/http_client.hpp"

#include <algorithm>
#include <new>
#include <vector>

#include "upstreams/curl_loop.hpp"

namespace burner::upstreams {

namespace {

constexpr long receive_buffer = 64L << 10;
constexpr std::size_t max_head_bytes = 64UL << 10;
constexpr std::size_t max_idle_handles = 64;
constexpr std::size_t room_for_parser = 64;  // that simdjson reads beyond the end

struct EasyDeleter {
    void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
using Easy = std::unique_ptr<CURL, EasyDeleter>;

struct HeadersDeleter {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Headers = std::unique_ptr<curl_slist, HeadersDeleter>;

void append(Headers& list, const char* line) {
    curl_slist* longer = curl_slist_append(list.get(), line);
    if (longer == nullptr) throw std::bad_alloc();
    (void)list.release();
    list.reset(longer);
}

Headers request_headers(bool has_body, const std::vector<std::string>& more = {}) {
    Headers list;
    if (has_body) append(list, "Content-Type: application/json");
    for (const char* line : {"Accept: application/json", "Expect:"}) append(list, line);
    for (const std::string& line : more) append(list, line.c_str());
    return list;
}

HttpFault fault_of(CURL* easy, CURLcode code) {
    if (code == CURLE_OPERATION_TIMEDOUT) return HttpFault::timed_out;
    long sent = 0;
    curl_easy_getinfo(easy, CURLINFO_REQUEST_SIZE, &sent);
    return sent == 0 ? HttpFault::unreachable : HttpFault::broken;
}

}  // namespace

struct HttpClient::State {
    State(boost::asio::io_context& io, AddressRule rule)
        : loop(std::make_shared<CurlLoop>(io)), may_connect(std::move(rule)) {}

    Easy take_handle();

    std::shared_ptr<CurlLoop> loop;
    const AddressRule may_connect;
    Headers headers = request_headers(true);
    std::vector<Easy> idle;
};

/// Reuses a handle, or makes one and sets what never changes between calls.
Easy HttpClient::State::take_handle() {
    if (!idle.empty()) {
        Easy easy = std::move(idle.back());
        idle.pop_back();
        return easy;
    }
    Easy easy{curl_easy_init()};
    if (easy == nullptr) throw std::bad_alloc();
    CURL* handle = easy.get();
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_QUICK_EXIT, 1L);  // a slow name server must not block the thread
    curl_easy_setopt(handle, CURLOPT_USERAGENT, "burner");
    curl_easy_setopt(handle, CURLOPT_ACCEPT_ENCODING, "gzip");
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(handle, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
    curl_easy_setopt(handle, CURLOPT_TCP_KEEPALIVE, 1L);
    curl_easy_setopt(handle, CURLOPT_BUFFERSIZE, receive_buffer);
    if (may_connect) curl_easy_setopt(handle, CURLOPT_PROXY, "");
    return easy;
}

/// One call under way. However it ends, the destructor takes it out of the loop.
class HttpClient::Transfer {
  public:
    /// Starts the call: a GET where there is no body.
    Transfer(std::shared_ptr<State> state, const std::string& url, std::optional<std::string_view> body,
             const HttpLimits& limits, const std::vector<std::string>& headers);
    ~Transfer();
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;

    base::Task<std::optional<CURLcode>> wait() { return completion_.wait(); }
    base::Result<HttpAnswer, HttpFault> outcome(std::optional<CURLcode> code);

  private:
    static std::size_t on_body(char* data, std::size_t size, std::size_t count, void* self);
    static std::size_t on_header(char* data, std::size_t size, std::size_t count, void* self);
    static curl_socket_t on_socket(void* self, curlsocktype purpose, curl_sockaddr* address);

    void reserve_body();
    HttpAnswer answer();

    std::shared_ptr<State> state_;
    Easy easy_;
    Headers headers_;  ///< null where the state's headers serve
    Completion completion_;
    std::string body_;
    std::size_t head_bytes_ = 0;
    std::size_t max_bytes_;
    bool cuts_body_;
    bool is_cut_ = false;
    bool too_large_ = false;
    bool address_refused_ = false;
};

HttpClient::Transfer::Transfer(std::shared_ptr<State> state, const std::string& url,
                               std::optional<std::string_view> body, const HttpLimits& limits,
                               const std::vector<std::string>& headers)
    : state_(std::move(state)),
      easy_(state_->take_handle()),
      headers_(body && headers.empty() ? Headers{} : request_headers(body.has_value(), headers)),
      completion_(state_->loop->io(), limits.deadline),
      max_bytes_(limits.max_bytes),
      cuts_body_(limits.cuts_body) {
    CURL* easy = easy_.get();
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers_ == nullptr ? state_->headers.get() : headers_.get());
    curl_easy_setopt(easy, CURLOPT_URL, url.c_str());
    if (body) {
        curl_easy_setopt(easy, CURLOPT_POST, 1L);
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, body->data());
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body->size()));
    } else {
        curl_easy_setopt(easy, CURLOPT_HTTPGET, 1L);
    }
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(limits.connect_timeout.count()));
    curl_easy_setopt(easy, CURLOPT_PRIVATE, &completion_);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &Transfer::on_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, this);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &Transfer::on_header);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, this);
    if (state_->may_connect) {
        curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, &Transfer::on_socket);
        curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, this);
    }
    state_->loop->add(easy);
}

HttpClient::Transfer::~Transfer() {
    state_->loop->remove(easy_.get());
    if (state_->idle.size() < max_idle_handles) state_->idle.push_back(std::move(easy_));
}

std::size_t HttpClient::Transfer::on_body(char* data, std::size_t size, std::size_t count, void* self) {
    auto& transfer = *static_cast<Transfer*>(self);
    const std::size_t bytes = size * count;
    if (bytes > transfer.max_bytes_ - transfer.body_.size()) {
        (transfer.cuts_body_ ? transfer.is_cut_ : transfer.too_large_) = true;
        return 0;
    }
    if (transfer.body_.empty()) transfer.reserve_body();
    transfer.body_.append(data, bytes);
    return bytes;
}

/// Reserves what is announced: a string that grows by doubling would hold up to twice the answer, and copy it.
void HttpClient::Transfer::reserve_body() {
    curl_off_t announced = 0;
    curl_easy_getinfo(easy_.get(), CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &announced);
    if (announced <= 0) return;
    body_.reserve(std::min(static_cast<std::size_t>(announced), max_bytes_) + room_for_parser);
}

std::size_t HttpClient::Transfer::on_header(char*, std::size_t size, std::size_t count, void* self) {
    auto& transfer = *static_cast<Transfer*>(self);
    transfer.head_bytes_ += size * count;
    transfer.too_large_ = transfer.head_bytes_ > max_head_bytes;
    return transfer.too_large_ ? 0 : size * count;
}

/// libcurl tries the next address of the name, if there is one, after each that is refused.
curl_socket_t HttpClient::Transfer::on_socket(void* self, curlsocktype, curl_sockaddr* address) {
    auto& transfer = *static_cast<Transfer*>(self);
    if (!transfer.state_->may_connect(address->addr)) {
        transfer.address_refused_ = true;
        return CURL_SOCKET_BAD;
    }
    return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

base::Result<HttpAnswer, HttpFault> HttpClient::Transfer::outcome(std::optional<CURLcode> code) {
    if (!code) return std::unexpected(HttpFault::timed_out);
    if (too_large_) return std::unexpected(HttpFault::too_large);
    if (*code == CURLE_COULDNT_CONNECT && address_refused_) return std::unexpected(HttpFault::address_refused);
    if (*code != CURLE_OK && !is_cut_) return std::unexpected(fault_of(easy_.get(), *code));
    return answer();
}

HttpAnswer HttpClient::Transfer::answer() {
    long status = 0;
    curl_easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &status);
    curl_off_t retry_after = 0;
    curl_easy_getinfo(easy_.get(), CURLINFO_RETRY_AFTER, &retry_after);
    HttpAnswer answer{static_cast<int>(status), std::move(body_), std::nullopt};
    if (retry_after > 0) answer.retry_after = std::chrono::seconds{retry_after};
    return answer;
}

HttpClient::HttpClient(boost::asio::io_context& io, AddressRule may_connect)
    : state_(std::make_shared<State>(io, std::move(may_connect))) {}

HttpClient::~HttpClient() = default;

base::Task<base::Result<HttpAnswer, HttpFault>> HttpClient::post(std::string url, std::string_view body,
                                                                 HttpLimits limits, std::vector<std::string> headers) {
    Transfer transfer{state_, url, body, limits, headers};
    const std::optional<CURLcode> code = co_await transfer.wait();
    co_return transfer.outcome(code);
}

base::Task<base::Result<HttpAnswer, HttpFault>> HttpClient::get(std::string url, HttpLimits limits,
                                                                std::vector<std::string> headers) {
    Transfer transfer{state_, url, std::nullopt, limits, headers};
    const std::optional<CURLcode> code = co_await transfer.wait();
    co_return transfer.outcome(code);
}

std::optional<std::string> host_of(const std::string& url) {
    const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> parsed{curl_url(), &curl_url_cleanup};
    if (curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK) return std::nullopt;
    const auto part = [&](CURLUPart which) {
        char* text = nullptr;
        curl_url_get(parsed.get(), which, &text, 0);
        std::string copy{text == nullptr ? "" : text};
        curl_free(text);
        return copy;
    };
    const std::string scheme = part(CURLUPART_SCHEME);
    if (scheme != "http" && scheme != "https") return std::nullopt;
    return part(CURLUPART_HOST);
}

}  // namespace burner::upstreams
