import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Decrypts fields as docs/encryption.md describes them. Needs JDK 17: java Decrypt.java.
 *
 * Takes six lines a field: the field, its data key, the tenant's pseudonym key (both in base64url), tenant,
 * patient id, data type. Writes a line for each: the value in base64, or nothing where it is not decryptable.
 */
class Decrypt {
  static final Pattern HEADER = Pattern.compile("\\{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"kid\":\"[\\w-]{22}\","
      + "\"ctx\":\"([\\w-]{22})\"(,\"cty\":\"application/octet-stream\")?\\}");
  static final Base64.Decoder BASE64URL = Base64.getUrlDecoder();

  static byte[] context(byte[] tenantKey, List<String> texts) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(tenantKey, "HmacSHA256"));
    for (String text : texts) {
      byte[] raw = text.getBytes(UTF_8);
      mac.update(ByteBuffer.allocate(4).putInt(raw.length).array());
      mac.update(raw);
    }
    return Arrays.copyOf(mac.doFinal(), 16);
  }

  static byte[] decrypt(String jwe, byte[] dataKey, byte[] tenantKey, String tenant, String patientId,
      String dataType) throws GeneralSecurityException {
    String[] part = jwe.split("\\.", -1);
    if (part.length != 5 || !part[1].isEmpty()) throw new IllegalArgumentException();
    var header = HEADER.matcher(new String(BASE64URL.decode(part[0]), UTF_8));
    byte[] expected = context(tenantKey, List.of("hlz/field-context/v1", tenant, patientId, dataType));
    byte[] iv = BASE64URL.decode(part[2]), tag = BASE64URL.decode(part[4]);
    if (iv.length != 12 || tag.length != 16 || !header.matches()
        || !MessageDigest.isEqual(BASE64URL.decode(header.group(1)), expected)) throw new IllegalArgumentException();
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(dataKey, "AES"), new GCMParameterSpec(128, iv));
    cipher.updateAAD(part[0].getBytes(UTF_8));
    cipher.update(BASE64URL.decode(part[3]));
    return cipher.doFinal(tag);
  }

  public static void main(String[] args) throws Exception {
    var lines = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String jwe; (jwe = lines.readLine()) != null; ) {
      byte[] dataKey = BASE64URL.decode(lines.readLine()), tenantKey = BASE64URL.decode(lines.readLine());
      String tenant = lines.readLine(), patientId = lines.readLine(), dataType = lines.readLine();
      try {
        byte[] value = decrypt(jwe, dataKey, tenantKey, tenant, patientId, dataType);
        System.out.println(Base64.getEncoder().encodeToString(value));
      } catch (GeneralSecurityException | IllegalArgumentException notDecryptable) {
        System.out.println();
      }
    }
  }
}
