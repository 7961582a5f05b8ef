// Streams over TLS: only to a server whose certificate is trusted and names the host.

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <thread>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>
#include <unistd.h>

#include "sdk/client_fixture.hpp"

namespace burner::test {
namespace {

template <auto Free>
struct Freer {
    template <class T>
    void operator()(T* thing) const {
        Free(thing);
    }
};
using Key = std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freer<X509_free>>;

/// Signed by itself, for one host name.
Certificate certificate_for(const std::string& host, EVP_PKEY* key) {
    Certificate made{X509_new()};
    X509_set_version(made.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(made.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(made.get()), -3600);
    X509_gmtime_adj(X509_getm_notAfter(made.get()), 3600);
    X509_set_pubkey(made.get(), key);
    X509_NAME* name = X509_get_subject_name(made.get());
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("test"), -1, -1, 0);
    X509_set_issuer_name(made.get(), name);
    const std::string names = "DNS:" + host;
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, names.c_str());
    X509_add_ext(made.get(), extension, -1);
    X509_EXTENSION_free(extension);
    X509_sign(made.get(), key, EVP_sha256());
    return made;
}

/// Ends TLS for one connection and passes its bytes to a scripted server.
class TlsFront {
  public:
    TlsFront(const std::string& host, int inner_port) : key_(EVP_EC_gen("P-256")), inner_port_(inner_port) {
        const Certificate certificate = certificate_for(host, key_.get());
        context_.reset(SSL_CTX_new(TLS_server_method()));
        SSL_CTX_use_certificate(context_.get(), certificate.get());
        SSL_CTX_use_PrivateKey(context_.get(), key_.get());
        file_ = std::filesystem::path{testing::TempDir()} / fmt::format("burner-tls-{}.pem", getpid());
        std::FILE* out = std::fopen(file_.c_str(), "w");
        PEM_write_X509(out, certificate.get());
        std::fclose(out);
        listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address = loopback(0);
        socklen_t size = sizeof address;
        bind(listener_, reinterpret_cast<sockaddr*>(&address), size);
        listen(listener_, 1);
        getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
        port_ = ntohs(address.sin_port);
        thread_ = std::thread{[this] { serve(); }};
    }
    ~TlsFront() {
        shutdown(listener_, SHUT_RDWR);
        thread_.join();
        close(listener_);
        std::filesystem::remove(file_);
    }
    std::string url() const { return fmt::format("https://localhost:{}", port_); }
    const std::filesystem::path& certificate_file() const { return file_; }

  private:
    static sockaddr_in loopback(int port) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        return address;
    }
    void serve() {
        const int outer = accept(listener_, nullptr, nullptr);
        if (outer < 0) return;
        const std::unique_ptr<SSL, Freer<SSL_free>> tls{SSL_new(context_.get())};
        SSL_set_fd(tls.get(), outer);
        if (SSL_accept(tls.get()) == 1) pass(tls.get());
        close(outer);
    }
    /// Takes one request in, then sends the answer until its end.
    void pass(SSL* tls) const {
        const int inner = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const sockaddr_in address = loopback(inner_port_);
        connect(inner, reinterpret_cast<const sockaddr*>(&address), sizeof address);
        std::array<char, 16384> bytes;
        const int asked = SSL_read(tls, bytes.data(), static_cast<int>(bytes.size()));
        if (asked > 0) send(inner, bytes.data(), static_cast<std::size_t>(asked), MSG_NOSIGNAL);
        for (;;) {
            const auto count = recv(inner, bytes.data(), bytes.size(), 0);
            if (count <= 0 || SSL_write(tls, bytes.data(), static_cast<int>(count)) <= 0) break;
        }
        close(inner);
    }

    Key key_;
    int inner_port_;
    std::unique_ptr<SSL_CTX, Freer<SSL_CTX_free>> context_;
    std::filesystem::path file_;
    int listener_ = -1;
    int port_ = 0;
    std::thread thread_;
};

/// Streams through TLS with a certificate for `host`, which the client trusts or not.
bool streams(const std::string& host, bool is_trusted) {
    const FakeServer server{{stream(text_frame(R"({"walletAddress":"W","items":[],"chunkIndex":0,"complete":true,)"
                                               R"("counts":{"empty_account":0,"token":0,"nft":0,"fungible_asset":0,)"
                                               R"("zk_compressed_token":0,"cnft":0}})"),
                                    AfterFrames::drop)}};
    const std::string inner = server.url();
    const TlsFront front{host, std::stoi(inner.substr(inner.rfind(':') + 1))};
    if (is_trusted) setenv("SSL_CERT_FILE", front.certificate_file().c_str(), 1);
    burnandclaim::ClientOptions options;
    options.session_token = token;
    options.base_url = front.url();
    burnandclaim::BurnerClient client{options};
    bool is_read = false;
    try {
        is_read = client.stream_wallet_assets(wallet).next().has_value();
    } catch (const burnandclaim::TransportError&) {
        EXPECT_TRUE(server.seen().empty());  // no token went to a stranger
    }
    unsetenv("SSL_CERT_FILE");
    return is_read;
}

TEST(TlsStream, TakesATrustedCertificateOfTheHostAndNoOther) {
    EXPECT_TRUE(streams("localhost", true));
    EXPECT_FALSE(streams("localhost", false));
    EXPECT_FALSE(streams("example.com", true));
}

}  // namespace
}  // namespace burner::test
