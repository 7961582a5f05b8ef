#include <boost/asio/ip/tcp.hpp>
#include <gtest/gtest.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <sys/socket.h>
#include <unistd.h>

#include "upstreams/rpc_harness.hpp"

namespace burner::upstreams {
namespace {

template <auto Free>
struct Freed {
    template <class T>
    void operator()(T* object) const {
        Free(object);
    }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using Context = std::unique_ptr<SSL_CTX, Freed<SSL_CTX_free>>;
using Session = std::unique_ptr<SSL, Freed<SSL_free>>;

Certificate self_signed(EVP_PKEY* key) {
    Certificate certificate{X509_new()};
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
    X509_set_pubkey(certificate.get(), key);
    X509_NAME* name = X509_get_subject_name(certificate.get());
    const auto* host = reinterpret_cast<const unsigned char*>("127.0.0.1");
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, host, -1, -1, 0);
    X509_set_issuer_name(certificate.get(), name);
    X509_sign(certificate.get(), key, EVP_sha256());
    return certificate;
}

/// Shakes hands once with a certificate that nobody vouches for; tells whether a request came.
bool gets_a_request(boost::asio::ip::tcp::acceptor& acceptor) {
    const Key key{EVP_EC_gen("P-256")};
    const Certificate certificate = self_signed(key.get());
    const Context context{SSL_CTX_new(TLS_server_method())};
    SSL_CTX_use_certificate(context.get(), certificate.get());
    SSL_CTX_use_PrivateKey(context.get(), key.get());
    auto socket = acceptor.accept();
    const Session session{SSL_new(context.get())};
    SSL_set_fd(session.get(), socket.native_handle());
    char byte = 0;
    return SSL_accept(session.get()) == 1 && SSL_read(session.get(), &byte, 1) == 1;
}

TEST(HttpClient, SendsNothingToWhomNobodyVouchesFor) {
    boost::asio::io_context io;
    boost::asio::ip::tcp::acceptor acceptor{io, {boost::asio::ip::address_v4::loopback(), 0}};
    bool got_a_request = true;
    std::thread server{[&] { got_a_request = gets_a_request(acceptor); }};
    HttpClient http{io};
    const std::string url = fmt::format("https://127.0.0.1:{}/", acceptor.local_endpoint().port());
    const auto answer =
        run(io, [&] { return http.post(url, "{}", HttpLimits{std::chrono::steady_clock::now() + 8s, 8s, 100}); });
    server.join();
    ASSERT_TRUE(answer && !*answer);
    EXPECT_EQ(answer->error(), HttpFault::unreachable);
    EXPECT_FALSE(got_a_request);
}

}  // namespace
}  // namespace burner::upstreams
