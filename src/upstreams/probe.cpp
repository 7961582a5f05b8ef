#include "upstreams/probe.hpp"

#include <cctype>
#include <memory>
#include <new>
#include <system_error>

#include <curl/curl.h>
#include <fmt/format.h>

namespace burner::upstreams {

namespace {

using ProbeHandle = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;
using ProbeHeaders = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

constexpr std::string_view health_request = R"({"jsonrpc":"2.0","id":1,"method":"getHealth"})";

std::size_t ignore_body(const char*, std::size_t size, std::size_t count, void*) {
    return size * count;
}

/// libcurl says no more than that it could not connect; the system knows why.
std::string connect_fault(CURL* easy) {
    long number = 0;
    curl_easy_getinfo(easy, CURLINFO_OS_ERRNO, &number);
    if (number == 0) return "could not connect";
    std::string words = std::generic_category().message(static_cast<int>(number));
    words.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(words.front())));
    return words;
}

std::string fault_of(CURL* easy, CURLcode code, std::chrono::milliseconds patience) {
    switch (code) {
        case CURLE_URL_MALFORMAT:
        case CURLE_UNSUPPORTED_PROTOCOL: return "it is not an http or https URL";
        case CURLE_COULDNT_RESOLVE_PROXY: return "could not resolve the proxy";
        case CURLE_COULDNT_RESOLVE_HOST: return "could not resolve host";
        case CURLE_COULDNT_CONNECT: return connect_fault(easy);
        case CURLE_OPERATION_TIMEDOUT: return fmt::format("no answer within {} s", patience.count() / 1000);
        case CURLE_PEER_FAILED_VERIFICATION: return "its TLS certificate is not valid for it";
        case CURLE_SSL_CONNECT_ERROR: return "the TLS handshake failed";
        default: return curl_easy_strerror(code);
    }
}

}  // namespace

ProbeOutcome probe(const std::string& url, std::chrono::milliseconds patience) {
    const ProbeHandle easy{curl_easy_init(), curl_easy_cleanup};
    const ProbeHeaders headers{curl_slist_append(nullptr, "Content-Type: application/json"), curl_slist_free_all};
    if (!easy || !headers) throw std::bad_alloc();
    curl_easy_setopt(easy.get(), CURLOPT_URL, url.c_str());
    curl_easy_setopt(easy.get(), CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy.get(), CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy.get(), CURLOPT_TIMEOUT_MS, static_cast<long>(patience.count()));
    curl_easy_setopt(easy.get(), CURLOPT_USERAGENT, "burner");
    curl_easy_setopt(easy.get(), CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(easy.get(), CURLOPT_POSTFIELDSIZE, static_cast<long>(health_request.size()));
    curl_easy_setopt(easy.get(), CURLOPT_POSTFIELDS,
                     health_request.data());  // NOLINT(bugprone-suspicious-stringview-data-usage)
    curl_easy_setopt(easy.get(), CURLOPT_WRITEFUNCTION, ignore_body);
    const CURLcode code = curl_easy_perform(easy.get());
    if (code != CURLE_OK) return {fault_of(easy.get(), code, patience), 0};
    long status = 0;
    curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &status);
    return {{}, static_cast<int>(status)};
}

}  // namespace burner::upstreams
