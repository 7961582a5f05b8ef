#include "http.hpp"

#include <array>
#include <stdexcept>
#include <utility>

#include <arpa/inet.h>
#include <burnandclaim/errors.hpp>
#include <curl/curl.h>

#include "redact.hpp"

namespace burnandclaim {
namespace {

/// The most bytes of an answer, more than the API ever sends; a larger one is refused, not stored.
constexpr std::size_t max_body_bytes = std::size_t{64} << 20;

constexpr std::string_view base_path = "/api/v1/burner";

using HeaderList = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;
using CurlText = std::unique_ptr<char, decltype(&curl_free)>;

void start_libcurl() {
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (started != CURLE_OK) throw TransportError("libcurl cannot start");
}

std::size_t on_body(const char* data, std::size_t, std::size_t size, void* target) {
    auto& body = static_cast<HttpAnswer*>(target)->body;
    if (size > max_body_bytes - body.size()) return 0;
    body.append(data, size);
    return size;
}

/// Ends the transfer by anything but 0; libcurl calls it at least once a second.
int on_progress(void* stop_token, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<const std::stop_token*>(stop_token)->stop_requested() ? 1 : 0;
}

bool equal_ignoring_case(std::string_view text, std::string_view lower) {
    if (text.size() != lower.size()) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i] >= 'A' && text[i] <= 'Z' ? static_cast<char>(text[i] + ('a' - 'A')) : text[i];
        if (c != lower[i]) return false;
    }
    return true;
}

std::size_t on_header(const char* data, std::size_t, std::size_t size, void* target) {
    auto& answer = *static_cast<HttpAnswer*>(target);
    std::string_view line{data, size};
    while (line.ends_with('\r') || line.ends_with('\n')) line.remove_suffix(1);
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return size;
    const std::string_view name = line.substr(0, colon);
    std::string_view value = line.substr(colon + 1);
    while (value.starts_with(' ')) value.remove_prefix(1);
    if (equal_ignoring_case(name, "retry-after")) answer.retry_after = value;
    if (equal_ignoring_case(name, "x-request-id")) answer.request_id = value;
    return size;
}

HeaderList to_list(const std::vector<std::string>& headers) {
    HeaderList list{nullptr, curl_slist_free_all};
    for (const std::string& header : headers) {
        curl_slist* longer = curl_slist_append(list.get(), header.c_str());
        if (longer == nullptr) throw std::bad_alloc();
        if (!list) list.reset(longer);  // afterwards the head stays the same
    }
    return list;
}

void set_method(CURL* curl, const HttpRequest& request) {
    if (request.method == "POST") {
        curl_easy_setopt(curl, CURLOPT_POST, 1L);
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS,
                         request.body.data());  // NOLINT(bugprone-suspicious-stringview-data-usage): sized below
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    } else if (request.method != "GET") {
        curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, std::string{request.method}.c_str());
    }
}

CurlText url_part(CURLU* url, CURLUPart part, unsigned flags = 0) {
    char* text = nullptr;
    curl_url_get(url, part, &text, flags);
    return {text, curl_free};
}

}  // namespace

struct HttpConnection::Handle {
    std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl{curl_easy_init(), curl_easy_cleanup};
};

HttpConnection::HttpConnection() {
    start_libcurl();
    handle_ = std::make_unique<Handle>();
    if (!handle_->curl) throw std::bad_alloc();
}

HttpConnection::~HttpConnection() = default;

HttpAnswer HttpConnection::perform(const HttpRequest& request, std::chrono::milliseconds timeout) {
    CURL* curl = handle_->curl.get();
    HttpAnswer answer;
    std::array<char, CURL_ERROR_SIZE> reason{};
    const HeaderList headers = to_list(request.headers);
    curl_easy_reset(curl);
    curl_easy_setopt(curl, CURLOPT_URL, request.url.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(timeout.count()));
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "burnandclaim-cpp");
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, on_header);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, &answer);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, reason.data());
    if (request.stop_token.stop_possible()) {
        curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
        curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, on_progress);
        curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &request.stop_token);
    }
    set_method(curl, request);
    const CURLcode code = curl_easy_perform(curl);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, nullptr);
    if (code == CURLE_ABORTED_BY_CALLBACK) throw CancelledError("The call was stopped");
    if (code != CURLE_OK) throw TransportError(redact(reason[0] != 0 ? reason.data() : curl_easy_strerror(code)));
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    answer.status = static_cast<int>(status);
    return answer;
}

UrlParts split_url(const std::string& text) {
    const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> url{curl_url(), curl_url_cleanup};
    if (curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK) throw TransportError("a bad URL");
    const auto part = [&](CURLUPart which, unsigned flags = 0) {
        const CurlText found = url_part(url.get(), which, flags);
        return found ? std::string{found.get()} : std::string{};
    };
    UrlParts parts{.is_tls = part(CURLUPART_SCHEME) == "https",
                   .host = part(CURLUPART_HOST),
                   .port = part(CURLUPART_PORT, CURLU_DEFAULT_PORT)};
    parts.authority = parts.host;
    if (const std::string port = part(CURLUPART_PORT); !port.empty()) parts.authority += ':' + port;
    parts.target = part(CURLUPART_PATH);
    if (const std::string query = part(CURLUPART_QUERY); !query.empty()) parts.target += '?' + query;
    if (parts.host.starts_with('[')) parts.host = parts.host.substr(1, parts.host.size() - 2);
    return parts;
}

bool is_loopback(const std::string& host) {
    in_addr address{};
    const bool is_v4 = inet_pton(AF_INET, host.c_str(), &address) == 1;
    return host == "localhost" || host == "::1" || (is_v4 && ntohl(address.s_addr) >> 24 == 127);
}

std::string api_url(const std::string& text) {
    const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> url{curl_url(), curl_url_cleanup};
    if (curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK)
        throw std::invalid_argument("base_url must be an absolute http or https URL");
    const CurlText scheme = url_part(url.get(), CURLUPART_SCHEME);
    if (std::string_view{scheme.get()} != "http" && std::string_view{scheme.get()} != "https")
        throw std::invalid_argument("base_url must be an absolute http or https URL");
    for (const CURLUPart part : {CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_QUERY, CURLUPART_FRAGMENT})
        if (url_part(url.get(), part))
            throw std::invalid_argument("base_url must not contain a user name, password, query or fragment");
    std::string out{url_part(url.get(), CURLUPART_URL).get()};
    while (out.ends_with('/')) out.pop_back();
    if (!out.ends_with(base_path)) out += base_path;
    return out;
}

}  // namespace burnandclaim
